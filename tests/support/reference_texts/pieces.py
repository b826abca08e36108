"""Pieces of payment texts, and other ways of writing them."""

from tests.support.reference_texts.words import INVOICE
from tests.support.reference_texts.worlds import ITEMS, MEMBERS, Text, World, alnum


def regrouped(world: World) -> str:
    """The number in groups of three to five with blanks between, as banks print it."""
    key, size = alnum(world.number), world.chance.randint(3, 5)
    return " ".join(key[place : place + size] for place in range(0, len(key), size))


def respelled(world: World) -> str:
    """The number with other separators, or none."""
    mark = world.chance.choice(["", " ", ".", "/", " - ", "_"])
    return "".join(each if each.isalnum() else mark for each in world.number)


def cased(world: World) -> str:
    return world.chance.choice([str.upper, str.lower])(world.number)


def invoice(world: World, number: str | None = None) -> str:
    word = world.say(INVOICE)
    return f"{word}{'' if word.endswith('#') else ' '}{number or world.number}"


def wide(text: str) -> str:
    return "".join(chr(ord(each) + 0xFEE0) if "0" <= each <= "9" else each for each in text)


def two(world: World, joiner: str, *, word: bool) -> Text:
    other = (world.target + 2) % len(world.numbers)
    both = f"{world.number}{joiner}{world.numbers[other]}"
    text = invoice(world, both) if word else both
    return Text(text, (world.target, other), cents=world.cents[world.target] + world.cents[other])


def decoy(world: World, text: str) -> Text:
    """A text that names another invoice: right if that has the same amount."""
    return Text(text, ((world.target + 1) % len(world.numbers),), cents=world.cents[world.target])


def iban(world: World, inside: str) -> str:
    """An IBAN with right check digits that has some digits as groups of its own."""
    filler = "".join(str(world.chance.randint(0, 9)) for _ in range(14 - len(inside[:4])))
    body = f"3704{inside[:4].zfill(4)}{filler}"[:18].ljust(18, "0")
    check = 98 - int(body + "131400") % 97
    key = f"DE{check:02}{body}"
    return " ".join(key[place : place + 4] for place in range(0, len(key), 4))


def amount(world: World, cents: int) -> str:
    return world.chance.choice(
        [
            f"{cents // 100}.{cents % 100:02} USD",
            f"${cents // 100}.{cents % 100:02}",
            f"{cents // 100},{cents % 100:02} €",
        ]
    )


def other_member(world: World) -> str:
    return MEMBERS[next(each for each in MEMBERS if each != world.members[world.target])]


def other_item(world: World) -> str:
    return next(each for each in ITEMS if each not in world.items[world.target])


def dropped_zeros(world: World) -> str:
    return world.number.lstrip("0") or world.number
