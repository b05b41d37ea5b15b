"""A wall around a process that answers strangers' questions: no sockets, no other programs, no files made, changed or removed.

Linux alone has it (a seccomp filter, which the process cannot take off again); elsewhere ``shut`` does nothing and says so. The filter
stands on the kernel's numbers of system calls, from its tables for x86-64 and for aarch64.
"""

import ctypes
import platform
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from struct import pack
from types import MappingProxyType

# What BPF programs are made of: linux/filter.h, linux/seccomp.h, linux/prctl.h
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1  # the second gives EPERM
_NUMBER, _MACHINE, _FLAGS_OF_OPENAT = 0, 4, 32  # where they stand in seccomp_data (little-endian)
_WRITES = 0o1 | 0o2 | 0o100 | 0o1000  # O_WRONLY, O_RDWR, O_CREAT, O_TRUNC
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_OTHER_NUMBERING = 0x40000000  # x32's numbers begin there


@dataclass(frozen=True, slots=True)
class Machine:
    """A kind of processor as the kernel numbers its calls."""

    audit: int
    openat: int
    refused: tuple[int, ...]


_X86 = Machine(
    0xC000003E,
    257,
    (
        *(41, 53, 42, 43, 288, 49, 50, 44, 46, 307),  # socket socketpair connect accept accept4 bind listen sendto sendmsg sendmmsg
        *(59, 322, 57, 58, 101, 62),  # execve execveat fork vfork ptrace kill
        *(2, 85, 82, 264, 316, 86, 265, 88, 266, 87, 263),  # open (its old number) creat rename* link* symlink* unlink*
        *(83, 258, 84, 133, 259, 90, 268, 92, 94, 260, 76, 165),  # mkdir* rmdir mknod* chmod* chown* truncate mount
        *(425, 437),  # io_uring_setup openat2
    ),
)
_ARM = Machine(
    0xC00000B7,
    56,
    (
        *(198, 199, 203, 202, 242, 200, 201, 206, 211, 269),  # the same calls, as far as there are such
        *(221, 281, 117, 129),
        *(38, 276, 37, 36, 35),
        *(34, 33, 53, 54, 45, 40),
        *(425, 437),
    ),
)
_MACHINES: Mapping[str, Machine] = MappingProxyType({"x86_64": _X86, "aarch64": _ARM})


def shut() -> bool:
    """Raise the wall around this process, all its threads to come included; False where this system has none.

    Raises ``OSError`` where the kernel has one and refuses.
    """
    machine = _MACHINES.get(platform.machine())
    if not sys.platform.startswith("linux") or machine is None:
        return False
    steps = list(_program(machine))
    code = ctypes.create_string_buffer(b"".join(steps))
    head = ctypes.create_string_buffer(pack("HxxxxxxP", len(steps), ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    for call in ((_NO_NEW_PRIVILEGES, 1, 0, 0, 0), (_SET_SECCOMP, _FILTER, ctypes.addressof(head), 0, 0)):
        if libc.prctl(*map(ctypes.c_ulong, call)) != 0:
            error = ctypes.get_errno()
            raise OSError(error, "the kernel refuses a filter of system calls")
    return True


def shut_if_possible() -> bool:
    """Like ``shut``; False, too, where the kernel refuses (a container may forbid filters)."""
    try:
        return shut()
    except OSError:
        return False


def _program(machine: Machine) -> Iterator[bytes]:
    """Step by step: another machine's call is refused, then each call on the list, then openat for writing; the rest is allowed."""
    refused = len(machine.refused)
    yield _step(_LOAD, _MACHINE)
    yield _step(_EQUAL, machine.audit, no=refused + 5)  # to the refusal
    yield _step(_LOAD, _NUMBER)
    yield _step(_AT_LEAST, _OTHER_NUMBERING, yes=refused + 3)
    for place, number in enumerate(machine.refused):
        yield _step(_EQUAL, number, yes=refused - place + 2)
    yield _step(_EQUAL, machine.openat, no=3)  # to the permission
    yield _step(_LOAD, _FLAGS_OF_OPENAT)
    yield _step(_ANY_BIT, _WRITES, no=1)
    yield _step(_RETURN, _REFUSE)
    yield _step(_RETURN, _ALLOW)


def _step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return pack("HBBI", code, yes, no, value)
