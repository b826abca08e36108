"""Harbourview Recreation Centre: its families, what it offers, and under which ledger codes."""

from typing import NamedTuple

CENTRE = "Harbourview Recreation Centre"


class Family(NamedTuple):
    """An account: its owner, who is billed, and the members."""

    number: str
    owner: str
    members: tuple[str, ...]


class Offer(NamedTuple):
    """Something that is sold."""

    description: str
    ledger_code: str
    amount_cents: int


LEDGER_CODES = {
    "SWIM": "Swimming lessons",
    "CAMP": "Day camps",
    "MEMBER": "Memberships",
    "ICE": "Skating and hockey",
    "ARTS": "Arts and music",
    "RENTAL": "Room and court rentals",
    "MERCH": "Shop",
}

FAMILIES = (
    Family("1001", "Maria Rivera", ("Maria Rivera", "Leo Rivera", "Sofia Rivera")),
    Family("1002", "Priya Natarajan", ("Priya Natarajan", "Anika Natarajan")),
    Family("1003", "Tomasz Kowalski", ("Tomasz Kowalski", "Zofia Kowalska", "Jan Kowalski")),
    Family("1004", "Grace Okafor", ("Grace Okafor", "Daniel Okafor")),
    Family("1005", "Émilie Tremblay", ("Émilie Tremblay", "Noah Tremblay", "Léa Tremblay")),
    Family("1006", "James Whitfield", ("James Whitfield",)),
    Family("1007", "Yuki Tanaka", ("Yuki Tanaka", "Hana Tanaka")),
    Family("1008", "Fatima El-Sayed", ("Fatima El-Sayed", "Omar El-Sayed", "Layla El-Sayed")),
    Family("1009", "Liam O'Connor", ("Liam O'Connor", "Aoife O'Connor")),
    Family("1010", "Chen Wei", ("Chen Wei", "Chen Mei")),
    Family("1011", "Anna Lindqvist", ("Anna Lindqvist", "Elsa Lindqvist", "Nils Lindqvist")),
    Family("1012", "Marcus Johnson", ("Marcus Johnson", "Ava Johnson")),
    Family("1013", "Isabel Duarte", ("Isabel Duarte", "Tiago Duarte")),
    Family("1014", "David Rosen", ("David Rosen", "Miriam Rosen")),
    Family("1015", "Harbourview Minor Hockey", ()),
    Family("1016", "Kavita Shah", ("Kavita Shah", "Rohan Shah", "Meera Shah")),
    Family("1017", "Peter Novak", ("Peter Novak", "Klara Novak")),
    Family("1018", "Amara Diallo", ("Amara Diallo", "Moussa Diallo")),
    Family("1019", "Sarah MacLeod", ("Sarah MacLeod", "Ewan MacLeod", "Isla MacLeod")),
    Family("1020", "Jorge Castillo", ("Jorge Castillo", "Elena Castillo")),
    Family("1021", "Nadia Petrova", ("Nadia Petrova", "Misha Petrov")),
    Family("1022", "Ben Carter", ("Ben Carter", "Ruby Carter")),
    Family("1023", "St. Brendan's School", ()),
    Family("1024", "Olivia Bennett", ("Olivia Bennett", "Theo Bennett")),
)

OFFERS = (
    Offer("Swim lessons, level 3", "SWIM", 9_600),
    Offer("Swim lessons, parent and tot", "SWIM", 7_200),
    Offer("Junior lifeguard course", "SWIM", 18_500),
    Offer("Summer day camp, one week", "CAMP", 21_500),
    Offer("March break camp", "CAMP", 24_000),
    Offer("Extended care, one week", "CAMP", 4_500),
    Offer("Family membership, three months", "MEMBER", 16_800),
    Offer("Fitness membership, one month", "MEMBER", 4_900),
    Offer("Learn to skate", "ICE", 11_250),
    Offer("Public skate, ten visits", "ICE", 3_500),
    Offer("Pottery for beginners", "ARTS", 14_400),
    Offer("Children's choir, term", "ARTS", 8_800),
    Offer("Badminton court, ten hours", "RENTAL", 12_000),
    Offer("Birthday room", "RENTAL", 15_000),
    Offer("Swim cap and goggles", "MERCH", 2_895),
)

CLUB_OFFERS = (
    Offer("Ice time, full rink", "ICE", 28_000),
    Offer("Meeting room, evening", "RENTAL", 6_500),
    Offer("Pool hire, two lanes", "SWIM", 19_000),
)
