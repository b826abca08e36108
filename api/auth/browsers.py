"""Names the browser that sent a request, so that its owner recognises it in a list."""

import re

from starlette.requests import Request

from domain.services.sign_in import Device

BROWSER_LONGEST = 60
AGENT_LONGEST = 1_000
"""What is looked at of a User-Agent: those of browsers are shorter, and searching a head of 64 kB took six seconds."""
_BROWSERS = (
    ("Edge", r"\bEdg(?:e|A|iOS)?/"),
    ("Opera", r"\bOPR/|\bOpera\b"),
    ("Samsung Internet", r"\bSamsungBrowser/"),
    ("Firefox", r"\bFirefox/|\bFxiOS/"),
    ("Chrome", r"\bChrome/|\bHeadlessChrome/|\bCriOS/"),
    ("Chromium", r"\bChromium/"),
    ("Safari", r"\bVersion/.*\bSafari/"),
)
_SYSTEMS = (
    ("Android", r"\bAndroid\b"),
    ("iPhone", r"\biPhone\b"),
    ("iPad", r"\biPad\b"),
    ("Windows", r"\bWindows\b"),
    ("Mac", r"\bMacintosh\b|\bMac OS X\b"),
    ("ChromeOS", r"\bCrOS\b"),
    ("Linux", r"\bLinux\b|\bX11\b"),
)


def browser_name(user_agent: str) -> str:
    """Return a name such as Firefox on Windows; the program's own where it is no known browser, empty without any.

    Only these words are kept: a whole User-Agent is a long text that strangers choose.
    """
    user_agent = user_agent[:AGENT_LONGEST]
    browser, system = (_first(known, user_agent) for known in (_BROWSERS, _SYSTEMS))
    if browser and system:
        return f"{browser} on {system}"
    program = re.match(r"[A-Za-z][A-Za-z0-9._-]*", user_agent)
    return browser or system or (program[0][:BROWSER_LONGEST] if program else "")


def _first(known: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for name, sign in known if re.search(sign, user_agent)), "")


def device_of(request: Request) -> Device:
    """Return where a request comes from, as its session will show it."""
    address = request.client.host if request.client else ""
    return Device(browser_name(request.headers.get("user-agent", "")), address)
