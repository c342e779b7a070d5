"""allauth's pages of signing in, where this house answers in another way."""

from allauth.account.views import LoginView
from django.http import HttpResponse

from treaties.web.signing.forms import SignInForm


class SignIn(LoginView):
    """The one door, also of the administration. Too many wrong passwords are a 429."""

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        answer: HttpResponse = super().form_invalid(form)
        if form.has_error("__all__", "too_many_login_attempts"):
            answer.status_code = 429
            answer["Retry-After"] = "300"
        return answer
