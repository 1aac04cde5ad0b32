/// Disks and files: what is full, broken, slow or read-only.
extension FaultKind {
  static let storage: [FaultKind] = [
    FaultKind(
      id: "shared-memory", role: .state, weight: 1, name: "too little shared memory",
      verb: "ran out of shared memory",
      phrases: [
        "resize shared memory", "allocate shared memory", "create shared memory",
        "map shared memory", "insufficient shared memory", "not enough shared memory",
        "out of shared memory", "shared memory * fail*", "shared memory * exhaust*",
        "shared memory * no space", "dev shm * full", "no space * dev shm", "shmget", "shm open *",
      ],
      words: ["shared", "memory", "shm"],
      nextChecks: [
        "`df -h /dev/shm` in the container of SERVICE", "raise shm_size or mount a larger /dev/shm",
      ]),
    FaultKind(
      id: "read-only", role: .state, weight: 0.95, name: "a read-only file system",
      verb: "could not write, for its file system is read-only",
      phrases: [
        "read only file system", "read only filesystem", "readonly file system", "erofs",
        "remount* * read only", "mounted read only", "read only block", "switch* to read only",
      ],
      words: ["readonly", "write"],
      nextChecks: ["`mount | grep ro,`", "`dmesg | grep -i -e remount -e 'I/O error'`"]),
    FaultKind(
      id: "open-files", role: .state, weight: 0.95, name: "too many open files",
      verb: "ran out of file descriptors",
      phrases: [
        "too many open files", "emfile", "enfile", "no file descriptors", "out of file descriptors",
        "file descriptor limit", "file descriptors exhaust*", "file table overflow",
        "inotify * limit", "inotify watch*", "inotify instances",
      ],
      words: ["files", "descriptors", "handles"],
      nextChecks: ["`ls /proc/PID/fd | wc -l` for SERVICE", "`ulimit -n`; `sysctl fs.file-nr`"]),
    FaultKind(
      id: "disk-full", role: .state, weight: 1, name: "a full disk",
      verb: "ran out of disk space",
      phrases: [
        "no space left", "disk full", "disk is full", "enospc", "out of disk", "no disk space",
        "disk quota exceeded", "volume full", "volume is full", "filesystem full",
        "filesystem is full", "file system full", "file system is full", "partition * full",
        "insufficient disk", "not enough * disk space", "not enough space", "not enough free space",
        "no free space", "disk space * exhaust*", "low on disk", "low disk", "disk * watermark",
        "free disk space * below", "free disk space * insufficient", "disk space * critical*",
        "out of space", "ran out of space", "out of inodes", "no free inodes", "disk pressure",
        "could not extend file", "disk resource limit", "free disk * limit", "disk alarm",
        "free space is insufficient", "free space * insufficient",
        "there is not enough space on the disk", "disk usage exceeded",
        "max disk usage", "storage space is at", "usage rate is * beyond", "disk usage * above",
        "disk usage * exceed*", "disk space * threshold", "free storage space", "out of storage",
      ],
      words: ["disk", "space", "storage", "volume", "full"],
      nextChecks: [
        "`df -h; df -i` on the host of SERVICE", "`du -xh --max-depth=2` of its data folder",
      ]
    ),
    FaultKind(
      id: "log-growth", role: .state, weight: 0.9, name: "logs that are not removed",
      verb: "kept logs that nothing removes",
      phrases: [
        "replication slot * retain*", "wal * growing", "wal * accumulat*", "wal size * exceed*",
        "log * growing", "transaction log * full", "archive command failed", "archiving * failed",
        "archiver * stuck", "oplog * too small", "binlog * full", "undo log * grow*",
        "journal * full", "database space exceeded", "mvcc database space exceeded",
      ],
      words: ["wal", "log", "growth"],
      nextChecks: ["list replication slots and archiver state of SERVICE"]),
    FaultKind(
      id: "corruption", role: .state, weight: 0.95, name: "corrupt data",
      verb: "found corrupt data",
      phrases: [
        "corrupt", "corrupted", "corruption", "corrupt* index", "corrupt* file",
        "checksum mismatch", "checksum error", "ciphertext verification",
        "verification failed * data",
        "integrity check fail*", "failed integrity", "contains errors", "damaged", "checksum fail*",
        "checksum * not match",
        "bad checksum", "invalid checksum", "crc mismatch", "crc error", "crc * not match",
        "bad crc", "invalid crc", "hash mismatch", "digest mismatch", "invalid page in block",
        "could not read block", "bad magic", "wrong magic", "invalid magic", "torn page",
        "disk image is malformed", "malformed record", "data loss", "missing blocks",
        "truncated record", "page * verification failed", "unexpected end of file",
        "bad record", "invalid record length", "broken segment", "missing segment",
        "bad file format", "bad superblock", "invalid rdb", "short read * loading",
        "malformed database", "database * malformed", "problem parsing database", "broken database",
        "disk image is malformed", "image is malformed",
      ],
      words: ["corruption", "checksum", "data"],
      nextChecks: ["dmesg for disk errors", "the consistency check of SERVICE's store"]),
    FaultKind(
      id: "hardware", role: .state, weight: 1, name: "a hardware or I/O error",
      verb: "had a hardware or I/O error",
      phrases: [
        "fallen off the bus", "fell off the bus", "xid", "device is gone", "device lost",
        "controller * fault", "fault state", "hardware fault", "removed from * bus",
        "parity error", "machine check *", "hardware error", "hardware fail*", "ecc error",
        "buffer i/o error", "i/o error dev*", "i/o error * sector", "blk update request i/o error",
        "disk i/o error", "input/output error", "medium error", "bad sector", "uncorrectable",
        "unreadable * sector*", "pending sector*", "pending * sector*", "reallocated sector* count",
        "disk failure", "fail event detected", "drive failure", "failed drive",
        "tlb error", "interrupt error",
        "storage interrupt", "nvme * reset", "controller is down", "ata bus error", "pcie * error",
        "device * offlined", "degraded array", "smart * fail*",
      ],
      words: ["hardware", "disk", "device"],
      nextChecks: ["`dmesg -T | tail -100` on the host of SERVICE", "`smartctl -a` of its disks"]),
    FaultKind(
      id: "slow-disk", role: .state, weight: 0.9, name: "a slow disk",
      verb: "waited for a slow disk",
      phrases: [
        "sync duration", "slow fdatasync", "slow fsync", "fsync * too long", "fsync is taking",
        "fsync * slow", "slow sync", "slow disk", "disk slowness", "slowness detected",
        "disk is busy", "disk * slow", "disk latency",
        "i/o latency", "slow i/o", "slow write", "slow read", "waiting for hardware interrupt",
        "write stall*", "stalling writes",
        "stopping writes",
        "expected less than", "asynchronous aof fsync", "disk is too slow", "disk stall*",
        "flush * took too long", "slow disk i/o", "storage latency", "slow ops",
      ],
      words: ["disk", "sync", "slow", "latency"],
      nextChecks: ["`iostat -x 1` on the host of SERVICE", "who else writes to that disk"]),
  ]
}
