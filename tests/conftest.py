"""What the tests share, and what none of them may do: speak to a network."""

import os
import socket
from pathlib import Path

import pytest
from hypothesis import settings

# no deadline: a busy machine is no error; on CI the same examples every time
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference material beside the checkout; tests that need it skip without it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs the reference material in ../shared, which is not part of the package")
    return folder


@pytest.fixture(scope="session", autouse=True)
def no_network():
    """Refuse every connection and every look-up that leaves this machine; kernels and clusters speak over loopback."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def is_here(host: object) -> bool:
        name = host.decode() if isinstance(host, bytes) else str(host or "localhost")
        return name in ("localhost", "::1", "0.0.0.0", socket.gethostname()) or name.startswith("127.")

    def only_here(self: socket.socket, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not is_here(address[0]):
            raise PermissionError(f"a test tried to reach {address[0]}")
        return connect(self, address)

    def found_here(host, *args, **options):
        if not is_here(host):
            raise PermissionError(f"a test tried to look up {host}")
        return look_up(host, *args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", only_here)
        patch.setattr(socket, "getaddrinfo", found_here)
        yield
