"""The names under which the records have who did something; those that are ours, in the reader's language."""

from domain.texts import Text, say

COMMAND_LINE = "command line"
PROVIDER_NAME = "sign-in provider"
TOKEN_NAMES = "token "  # noqa: S105 - no secret
"""The prefix of the names of tokens' principals, which no user's name may have."""


def person_name(recorded_as: str) -> Text | str:
    """Return the name of who did something, for a sentence."""
    if recorded_as == COMMAND_LINE:
        return say("person-command-line")
    if recorded_as == PROVIDER_NAME:
        return say("person-provider")
    if recorded_as.startswith(TOKEN_NAMES):
        return say("person-token", name=recorded_as.removeprefix(TOKEN_NAMES))
    return recorded_as
