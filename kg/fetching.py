"""Pages that lie elsewhere: whatever address fsspec knows (``s3://…``, ``https://…``, ``memory://…``) is copied to this machine to be read.

Plain paths stay as they are. The copies are named as the files at the address are, so that the documents have the same names as those of
a build from a folder, and they go with the build; the ledger keeps the address.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem


class AddressError(Exception):
    """An address cannot be read; the message is one line and says what helps."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the pages are on this machine."""

    paths: tuple[Path, ...]
    addresses: Mapping[Path, str]  # of the files that were copied

    def source(self, path: Path) -> str:
        """Where a file was read from, as the ledger keeps it."""
        return self.addresses.get(path) or str(path.absolute())


def is_address(place: str) -> bool:
    """Whether this is an address for fsspec, not a path."""
    return "://" in place


@contextmanager
def fetched(places: Iterable[str]) -> Iterator[Places]:
    """Files and folders by path or address, all of them on this machine; raises ``AddressError`` for an address that cannot be read."""
    with TemporaryDirectory(prefix="yaowen-") as folder:
        paths, addresses = list[Path](), dict[Path, str]()
        for number, place in enumerate(places):
            if is_address(place):
                files = _copied(place, Path(folder) / str(number))
                paths.append(files.top)
                addresses |= files.addresses
            else:
                paths.append(Path(place))
        yield Places(tuple(paths), addresses)


@contextmanager
def again(source: str) -> Iterator[Path]:
    """A file from where a ledger keeps that it was, on this machine; the path of one that is gone leads nowhere."""
    with ExitStack() as stack:
        try:
            path = stack.enter_context(fetched([source])).paths[0]
        except AddressError:
            path = Path(source)
        yield path


@dataclass(frozen=True, slots=True)
class _Files:
    top: Path
    addresses: dict[Path, str]


def _copied(address: str, folder: Path) -> _Files:
    try:
        system, root = _opened(address)
        files = sorted(system.find(root)) if system.isdir(root) else [root]
        top = folder / (PurePosixPath(root.rstrip("/")).name or "pages")
        addresses = {_target(top, root, file): _address(address, root, file) for file in files}
        for (target, _), file in zip(addresses.items(), files, strict=True):
            target.parent.mkdir(parents=True, exist_ok=True)
            system.get_file(file, str(target))
    except FileNotFoundError as error:
        message = f"there is nothing at {address}: correct it, or look whether you may read it"
        raise AddressError(message) from error
    except OSError as error:
        message = f"{address} cannot be read: {' '.join(str(error).split())}"
        raise AddressError(message) from error
    return _Files(top, addresses)


def _opened(address: str) -> "tuple[AbstractFileSystem, str]":
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        message = f"{address} lies elsewhere, and fsspec is not installed: pip install 'yaowen[cluster]', or copy it here"
        raise AddressError(message) from error
    try:
        system, root = url_to_fs(address)
    except (ImportError, ValueError) as error:  # fsspec says which package reads addresses of that kind
        message = f"{address} cannot be read: {' '.join(str(error).split())}"
        raise AddressError(message) from error
    return system, str(root)


def _inside(root: str, file: str) -> str:
    """The path of a file below the folder that was given; "" for a file that was given itself."""
    return file.removeprefix(root.rstrip("/")).lstrip("/")


def _target(top: Path, root: str, file: str) -> Path:
    inside = PurePosixPath(_inside(root, file))
    if ".." in inside.parts:
        message = f"expected names without '..' below {root}, got {file}"
        raise AddressError(message)
    return top / inside


def _address(address: str, root: str, file: str) -> str:
    return "/".join(filter(None, (address.rstrip("/"), _inside(root, file))))
