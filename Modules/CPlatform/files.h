// Numbers of errors, and what swift-system lacks for files: durability, locks. The headers also declare
// access, flock, fsync, link, mkdir, rename, umask and unlink.
#pragma once
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/time.h>
#include <unistd.h>

/// The number of the error that the last call of this thread failed with.
static inline int cplatform_errno(void) { return errno; }

/// Puts that number back, for a signal's handler, which may come between a call and a look at it.
static inline void cplatform_set_errno(int number) { errno = number; }

/// Closes a file where this process becomes, or starts, another program.
static inline int cplatform_close_on_exec(int file) { return fcntl(file, F_SETFD, FD_CLOEXEC); }

/// Lets reads and writes fail instead of waiting.
static inline int cplatform_do_not_block(int file) { return fcntl(file, F_SETFL, O_NONBLOCK); }

/// Has the three standard descriptors open, so that no file of this process is taken for one of them:
/// one that was closed leads to /dev/null, and fails where it is used.
static inline void cplatform_open_standard_descriptors(void) {
  for (int file = 0; file < 3; file++) {
    if (fcntl(file, F_GETFD) >= 0 || errno != EBADF) continue;
    // The lowest number that is free is this one. Opened the wrong way round: EBADF for each use.
    open("/dev/null", file == 0 ? O_WRONLY : O_RDONLY);
  }
}

/// Brings a file's bytes to the disk: without its times, where the system tells them apart.
static inline int cplatform_synchronize(int file) {
#if defined(__APPLE__)
  return fsync(file);
#else
  return fdatasync(file);
#endif
}

/// Sets when a file was read and changed last, in seconds since 1970.
static inline int cplatform_set_times(const char *path, long long seconds) {
  const struct timeval times[2] = {{.tv_sec = (time_t)seconds}, {.tv_sec = (time_t)seconds}};
  return utimes(path, times);
}

/// The bytes that a user may still write on a file's disk; -1 where that can't be told.
static inline long long cplatform_room(const char *path) {
  struct statvfs room;
  if (statvfs(path, &room)) return -1;
  return (long long)room.f_bavail * (long long)room.f_frsize;
}

// Locks of open file descriptions (fcntl(2)): unlike the older kind, they are not lost when some other
// descriptor of the same file is closed. The numbers are hidden unless extensions are asked for.
#if defined(__APPLE__)
enum { cplatform_set_byte_lock = 90, cplatform_get_byte_lock = 92 };
#else
enum { cplatform_set_byte_lock = 37, cplatform_get_byte_lock = 36 };
#endif

static inline struct flock cplatform_byte(long long byte) {
  struct flock lock = {0};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = (off_t)byte;
  lock.l_len = 1;
  return lock;
}

/// Locks one byte of a file, which may lie behind its end, without waiting; -1 where that fails.
static inline int cplatform_lock_byte(int file, long long byte) {
  struct flock lock = cplatform_byte(byte);
  return fcntl(file, cplatform_set_byte_lock, &lock);
}

/// Whether someone else holds the lock of one byte of a file: 1, 0, or -1 where that can't be told.
static inline int cplatform_is_byte_locked(int file, long long byte) {
  struct flock lock = cplatform_byte(byte);
  if (fcntl(file, cplatform_get_byte_lock, &lock)) return -1;
  return lock.l_type != F_UNLCK;
}
