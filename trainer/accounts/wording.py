"""What Flask-Security says to people, in our words; translated with all others."""

from __future__ import annotations


def N_(text: str) -> str:  # noqa: N802  # what gettext calls it
    """Mark a text for the catalogue; it is translated when it is shown."""
    return text


MESSAGES = {
    "API_ERROR": (N_("The page sent something we could not read. Please start over."), "error"),
    "GENERIC_AUTHN_FAILED": (N_("The address or the password is not right."), "error"),
    "UNAUTHORIZED": (N_("Your account may not see this page."), "error"),
    "UNAUTHENTICATED": (N_("Please sign in to see this page."), "info"),
    "REAUTHENTICATION_REQUIRED": (N_("Please show once more that it is you."), "info"),
    "REFRESH": (N_("Please show once more that it is you."), "info"),
    "REAUTHENTICATION_SUCCESSFUL": (N_("Thank you. Please go on."), "success"),
    "LOGIN": (N_("Please sign in to see this page."), "info"),
    "ANONYMOUS_USER_REQUIRED": (N_("You are signed in already."), "info"),
    "INVALID_REDIRECT": (N_("That page is not on this site."), "error"),
    "CONFIRM_REGISTRATION": (
        N_("We have sent a mail to %(email)s. Open the link in it, and your account is ready."),
        "success",
    ),
    "EMAIL_CONFIRMED": (N_("Thank you, your address is confirmed. You can sign in now."), "success"),
    "ALREADY_CONFIRMED": (N_("This address is confirmed already. You can sign in."), "info"),
    "INVALID_CONFIRMATION_TOKEN": (N_("This link does not work any more. Ask for a new one here."), "error"),
    "CONFIRMATION_REQUIRED": (N_("Please confirm your address first: open the link in our mail."), "error"),
    "CONFIRMATION_REQUEST": (
        N_("If %(email)s waits for a confirmation, a mail with a new link is on its way."),
        "info",
    ),
    "CONFIRMATION_EXPIRED": (N_("The link was good for %(within)s. Ask for a new one here."), "error"),
    "PASSWORD_RESET_REQUEST": (
        N_("If there is an account for %(email)s, a mail with a link is on its way. Look into the spam folder too."),
        "info",
    ),
    "PASSWORD_RESET_EXPIRED": (N_("The link was good for %(within)s. Ask for a new one here."), "error"),
    "INVALID_RESET_PASSWORD_TOKEN": (N_("This link does not work any more. Ask for a new one here."), "error"),
    "PASSWORD_RESET_NO_LOGIN": (N_("Your new password is set. Sign in with it."), "success"),
    "PASSWORD_CHANGE": (N_("Your password is changed."), "success"),
    "PASSWORD_IS_THE_SAME": (N_("This is your password already. Choose another one."), "error"),
    "PASSWORD_NOT_PROVIDED": (N_("Type a password."), "error"),
    "INVALID_PASSWORD": (N_("This is not your password."), "error"),
    "DISABLED_ACCOUNT": (N_("This account is switched off. Ask your administrator."), "error"),
    "USER_DOES_NOT_EXIST": (N_("The address or the password is not right."), "error"),
    "EMAIL_NOT_PROVIDED": (N_("Type your mail address."), "error"),
    "INVALID_EMAIL_ADDRESS": (N_("This is not a mail address. It looks like name@example.org."), "error"),
    "EMAIL_ALREADY_ASSOCIATED": (N_("%(email)s has an account already."), "error"),
    "CHANGE_EMAIL_SENT": (
        N_("We have sent a mail to %(email)s. Open the link in it; until then your old address stays."),
        "success",
    ),
    "CHANGE_EMAIL_CONFIRMED": (N_("Your new address is set."), "success"),
    "CHANGE_EMAIL_EXPIRED": (N_("The link was good for %(within)s. Please start over."), "error"),
    "INVALID_CODE": (N_("This code is not right, or it is used up."), "error"),
    "TWO_FACTOR_INVALID_TOKEN": (N_("This code is not right, or it is used up."), "error"),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": (N_("Welcome back."), "success"),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": (
        N_("Signing in now asks for a code of your authenticator app."),
        "success",
    ),
    "TWO_FACTOR_DISABLED": (N_("Signing in asks for no code any more."), "success"),
    "TWO_FACTOR_PERMISSION_DENIED": (N_("Please start over, with your address and password."), "error"),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": (N_("Please start over."), "error"),
    "TWO_FACTOR_SETUP_EXPIRED": (N_("That took longer than %(within)s. Please start over."), "error"),
    "INVALID_RECOVERY_CODE": (N_("This recovery code is not right, or it is used up."), "error"),
    "NO_RECOVERY_CODES_SETUP": (N_("You have no recovery codes yet."), "info"),
    "INVALID_INPUT": (N_("This cannot be used here."), "error"),
    "INVALID_INPUT_LENGTH": (N_("Use at most %(length)s characters."), "error"),
    "WEBAUTHN_EXPIRED": (N_("That took longer than %(within)s. Please start over."), "error"),
    "WEBAUTHN_NAME_REQUIRED": (N_("Give the passkey a name."), "error"),
    "WEBAUTHN_NAME_INUSE": (N_("You have a passkey named %(name)s already."), "error"),
    "WEBAUTHN_NAME_NOT_FOUND": (N_("You have no passkey named %(name)s."), "error"),
    "WEBAUTHN_NAME_DISALLOWED_CHARACTERS": (N_("Use letters, digits, spaces and dashes only."), "error"),
    "WEBAUTHN_CREDENTIAL_DELETED": (N_("The passkey %(name)s is deleted."), "success"),
    "WEBAUTHN_REGISTER_SUCCESSFUL": (N_("The passkey %(name)s is ready."), "success"),
    "WEBAUTHN_CREDENTIAL_ID_INUSE": (N_("This passkey is known already."), "error"),
    "WEBAUTHN_UNKNOWN_CREDENTIAL_ID": (N_("This passkey is not known here."), "error"),
    "WEBAUTHN_ORPHAN_CREDENTIAL_ID": (N_("This passkey is not known here."), "error"),
    "WEBAUTHN_NO_VERIFY": (N_("This passkey could not be checked. Please try again."), "error"),
    "WEBAUTHN_CREDENTIAL_WRONG_USAGE": (N_("This passkey is not known here."), "error"),
    "WEBAUTHN_MISMATCH_USER_HANDLE": (N_("This passkey is not known here."), "error"),
}

SUBJECTS = {
    "EMAIL_SUBJECT_REGISTER": N_("Your account at Calm Waters"),
    "EMAIL_SUBJECT_CONFIRM": N_("Confirm your address for Calm Waters"),
    "EMAIL_SUBJECT_PASSWORD_RESET": N_("A new password for Calm Waters"),
    "EMAIL_SUBJECT_PASSWORD_NOTICE": N_("Your password for Calm Waters was changed"),
    "EMAIL_SUBJECT_PASSWORD_CHANGE_NOTICE": N_("Your password for Calm Waters was changed"),
    "CHANGE_EMAIL_SUBJECT": N_("Confirm your new address for Calm Waters"),
}
