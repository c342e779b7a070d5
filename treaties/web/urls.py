"""Which address shows which page."""

from django.urls import path

from treaties.web import agreements, overview, parties, reckon, reminders, treaty, upcoming

urlpatterns = [
    path("", overview.timeline, name="timeline"),
    path("upcoming/", upcoming.upcoming, name="upcoming"),
    path("treaties/", agreements.treaties, name="treaties"),
    path("treaties/<slug:slug>/", treaty.treaty, name="treaty"),
    path("treaties/<slug:slug>/card/", treaty.card, name="treaty-card"),
    path("treaties/<slug:slug>/why/", treaty.why, name="treaty-why"),
    path("treaties/<slug:slug>/follow/", reminders.follow, name="follow"),
    path("parties/<str:code>/", parties.party, name="party"),
    path("reckon/", reckon.reckon, name="reckon"),
    path("reminders/", reminders.reminders, name="reminders"),
    path("reminders/<int:pk>/unfollow/", reminders.unfollow, name="unfollow"),
    path("reminders/unsubscribe/<str:token>/", reminders.unsubscribe, name="unsubscribe"),
    path("reminders/acknowledge/<str:token>/", reminders.acknowledge, name="acknowledge"),
]
