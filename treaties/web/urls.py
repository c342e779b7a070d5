"""Which address shows which page."""

from django.urls import path

from treaties.web.pages import (
    calendar,
    export,
    overview,
    parties,
    reckon,
    reminders,
    rules,
    treaties,
    treaty,
    upcoming,
    updates,
    words,
)

urlpatterns = [
    path("", overview.timeline, name="timeline"),
    path("embed/", overview.embed, name="embed"),
    path("filter/", overview.counted_filter, name="filter"),
    path("timeline.pdf", export.pdf, name="timeline-pdf"),
    path("form-token/", export.form_token, name="form-token"),
    path("upcoming/", upcoming.upcoming, name="upcoming"),
    path("treaties/", treaties.treaties, name="treaties"),
    path("treaties/<slug:slug>/", treaty.treaty, name="treaty"),
    path("treaties/<slug:slug>/card/", treaty.card, name="treaty-card"),
    path("treaties/<slug:slug>/why/", treaty.why, name="treaty-why"),
    path("treaties/<slug:slug>/calendar/", calendar.add_to_calendar, name="treaty-calendar"),
    path("treaties/<slug:slug>/follow/", reminders.follow, name="follow"),
    path("parties/<str:code>/", parties.party, name="party"),
    path("updates/", updates.updates, name="updates"),
    path("updates/<int:pk>/", updates.update, name="update"),
    path("rules/", rules.rules, name="rules"),
    path("words/", words.words, name="words"),
    path("reckon/", reckon.reckon, name="reckon"),
    path("reminders/", reminders.reminders, name="reminders"),
    path("reminders/<int:pk>/unfollow/", reminders.unfollow, name="unfollow"),
    path("reminders/unsubscribe/<str:token>/", reminders.unsubscribe, name="unsubscribe"),
    path("reminders/acknowledge/<str:token>/", reminders.acknowledge, name="acknowledge"),
]
