"""What the server says to people, by id: Fluent files beside this module, one folder a language, one file a noun.

Rules and services name a message and give its values; whoever shows it says in which language. The command line, the log
and programs that ask for no language read English.
"""

from domain.texts.language import Language
from domain.texts.stored import from_stored, to_stored
from domain.texts.text import FirstSentence, Joined, Message, MutationName, Text, Value, Written, as_text, say

__all__ = [
    "FirstSentence",
    "Joined",
    "Language",
    "Message",
    "MutationName",
    "Text",
    "Value",
    "Written",
    "as_text",
    "from_stored",
    "say",
    "to_stored",
]
