"""The command ``systemd-unit``."""

import re
import shutil
import sys
from pathlib import Path

import click

from api.cli.running import refuse

UNIT = """\
# {name}.service: made by `tieout systemd-unit`. Settings are read from /etc/tieout/environment, one NAME=value a line; only
# root need read it. The server writes to /var/lib/{name} and can write nowhere else.
[Unit]
Description=Tieout
After=network-online.target postgresql.service
Wants=network-online.target

[Service]
Type=exec
ExecStart={program} serve
User={user}
Environment=TIEOUT_DATABASE_URL=sqlite:////var/lib/{name}/tieout.db
EnvironmentFile=-/etc/tieout/environment
StateDirectory={name}
StateDirectoryMode=0700
WorkingDirectory=/var/lib/{name}
UMask=0077
Restart=on-failure
RestartSec=2
# it ends itself after 9 s whatever hangs
TimeoutStopSec=15
LimitNOFILE=4096

NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
PrivateUsers=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
ProcSubset=pid
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RemoveIPC=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged
SystemCallErrorNumber=EPERM

[Install]
WantedBy=multi-user.target
"""
_USER = re.compile(r"[a-z_][a-z0-9_-]{0,31}")


@click.command("systemd-unit")
@click.option("--user", default="tieout", show_default=True, help="The user of the system as whom it runs.")
def systemd_unit(user: str) -> None:
    """Print a unit for systemd that serves with as few rights as it needs.

    Save it as /etc/systemd/system/tieout.service.
    """
    if not _USER.fullmatch(user):
        refuse(f"{user!r} is not the name of a user. Use small letters, digits, - and _, such as tieout.")
    found = shutil.which(sys.argv[0]) or shutil.which("tieout")
    program = Path(found or sys.argv[0]).absolute()
    if re.search(r"\s", str(program)):
        refuse(
            f"{program} has a blank in its path, which a unit cannot name: install Tieout elsewhere, such as /opt/tieout."
        )
    click.echo(UNIT.format(name="tieout", program=program, user=user), nl=False)
