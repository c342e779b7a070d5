"""What must a new password be like? The validators of the settings, one sentence each."""

from django import template
from django.contrib.auth.password_validation import password_validators_help_texts

register = template.Library()


@register.simple_tag
def password_rules() -> list[str]:
    return password_validators_help_texts()
