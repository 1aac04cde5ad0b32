// What swift-system lacks and platforms do differently, in one form: limits, priorities, memory here;
// files, terminals and processes in headers of their own. `import CPlatform` also gives what the C
// headers declare, so that no other file has to know what the C library is called. Swift can neither
// call a function with a variable number of arguments nor see a macro that is no plain number, some
// types differ, and a C structure's members belong to whichever module came first: each of these has a
// function here.
#pragma once
#include "files.h"
#include "processes.h"
#include "terminals.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#if defined(__linux__)
#include <malloc.h>
#include <stdio.h>
#elif defined(__APPLE__)
#include <mach/mach.h>
#include <mach-o/dyld.h>
#endif

/// Bounds the memory a process may write to, in bytes, and gives the bound: a lower one where a hard
/// limit holds, the same where the system can't bound it.
///
/// Linux counts brk and private writable mappings since 4.7 (getrlimit(2), RLIMIT_DATA); elsewhere
/// nothing reliable is bounded, and the process has to count for itself.
static inline unsigned long long cplatform_limit_memory(unsigned long long bytes) {
#if defined(__linux__)
  struct rlimit limit;
  if (getrlimit(RLIMIT_DATA, &limit)) return bytes;
  if (limit.rlim_max != RLIM_INFINITY && limit.rlim_max < bytes) bytes = limit.rlim_max;
  limit.rlim_cur = limit.rlim_max = bytes;
  setrlimit(RLIMIT_DATA, &limit);
#endif
  return bytes;
}

/// The bytes that `cplatform_limit_memory` bounds, as they are now; 0 where they cannot be told.
static inline unsigned long long cplatform_memory(void) {
#if defined(__linux__)
  // proc(5), statm: the sixth number is data and stack, in pages. Read without allocating.
  char text[256];
  int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  ssize_t length = read(file, text, sizeof text - 1);
  close(file);
  if (length <= 0) return 0;
  text[length] = 0;
  unsigned long long pages = 0;
  if (sscanf(text, "%*u %*u %*u %*u %*u %llu", &pages) != 1) return 0;
  return pages * (unsigned long long)sysconf(_SC_PAGESIZE);
#elif defined(__APPLE__)
  task_vm_info_data_t info;
  mach_msg_type_number_t count = TASK_VM_INFO_COUNT;
  if (task_info(mach_task_self(), TASK_VM_INFO, (task_info_t)&info, &count) != KERN_SUCCESS) return 0;
  return info.phys_footprint;
#else
  return 0;
#endif
}

/// Hands freed memory back to the system, where the allocator does not by itself.
static inline void cplatform_trim_memory(void) {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
}

/// Lets all threads share one heap, and large pieces be mapped by themselves, from here on.
///
/// A heap a thread (malloc(3), "MALLOC_ARENA_MAX") is quicker, and keeps what each thread freed.
static inline void cplatform_share_heap(void) {
#if defined(__GLIBC__)
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_MMAP_THRESHOLD, 64 << 10);
#endif
}

/// Steps back behind other processes: for the processor, and first when memory runs out.
static inline void cplatform_step_back(int niceness) {
  setpriority(PRIO_PROCESS, 0, niceness);
#if defined(__linux__)
  // setpriority(2), "C library/kernel differences": it concerns one thread, and those it starts.
  DIR *tasks = opendir("/proc/self/task");
  if (tasks) {
    struct dirent *task;
    while ((task = readdir(tasks))) {
      if (task->d_name[0] != '.') setpriority(PRIO_PROCESS, atoi(task->d_name), niceness);
    }
    closedir(tasks);
  }
  // proc(5), oom_score_adj: above 0, this process is ended before those that started it.
  int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (file >= 0) {
    ssize_t written = write(file, "500", 3);
    (void)written;
    close(file);
  }
#endif
}

/// Leaves no image of a process's memory behind when it crashes.
static inline void cplatform_leave_no_core(void) {
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
}

/// Lets a signal pass without effect.
static inline void cplatform_ignore(int signal_number) { signal(signal_number, SIG_IGN); }

/// Writes the path that starts this very program again; 0 where it fits.
static inline int cplatform_path_of_program(char *path, unsigned int size) {
#if defined(__APPLE__)
  return _NSGetExecutablePath(path, &size);
#else
  // proc(5): names this very program, also after its file was replaced by another.
  static const char link[] = "/proc/self/exe";
  if (size < sizeof link) return -1;
  for (unsigned int index = 0; index < sizeof link; index++) path[index] = link[index];
  return 0;
#endif
}

/// Lets the calling thread rest, in milliseconds; signals don't cut it short by much.
static inline void cplatform_sleep(unsigned int milliseconds) { usleep(milliseconds * 1000); }

/// When a file's bytes were changed last, in nanoseconds since 1970.
static inline long long cplatform_modified(const struct stat *status) {
#if defined(__APPLE__)
  return status->st_mtimespec.tv_sec * 1000000000LL + status->st_mtimespec.tv_nsec;
#else
  return status->st_mtim.tv_sec * 1000000000LL + status->st_mtim.tv_nsec;
#endif
}

/// Stops this process until it is sent SIGCONT.
static inline int cplatform_stop(void) { return raise(SIGSTOP); }

/// Lets a thread that works for long step back behind all others; on Linux alone, where a priority is
/// a thread's (setpriority(2)).
static inline void cplatform_step_back_thread(int niceness) {
#if defined(__linux__)
  setpriority(PRIO_PROCESS, 0, niceness);
#else
  (void)niceness;
#endif
}

/// Opens what a path leads to, below a folder where it is relative, only to look at it: a pipe or a
/// device is not waited for. Gives the descriptor, or the error number, negative.
static inline int cplatform_open_to_look(int folder, const char *path, int follows_link) {
#if defined(__APPLE__)
  int look = O_EVTONLY;
#else
  int look = 010000000;  // O_PATH of Linux, which the C library's header keeps behind a feature test.
#endif
  int file = openat(folder, path, look | O_CLOEXEC | (follows_link ? 0 : O_NOFOLLOW));
  return file < 0 ? -errno : file;
}

/// Opens a folder to read its names. Gives the descriptor, or the error number, negative.
static inline int cplatform_open_folder(int folder, const char *path, int follows_link) {
  int file =
    openat(folder, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | (follows_link ? 0 : O_NOFOLLOW));
  return file < 0 ? -errno : file;
}

/// Writes the path of what is open, without any link in it and without an end; gives its length, 0
/// where it has none.
static inline long cplatform_path_of(int descriptor, char *room, unsigned int size) {
#if defined(__APPLE__)
  if (size < PATH_MAX || fcntl(descriptor, F_GETPATH, room)) return 0;
  return (long)strlen(room);
#else
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, room, size);
  return length < 0 ? 0 : (long)length;
#endif
}

/// Begins to read the names in an open folder, whose descriptor stays the caller's; NULL and the
/// error number where that fails.
static inline void *cplatform_begin_names(int folder, int *error) {
  int own = dup(folder);  // The stream closes the descriptor it is given.
  DIR *stream = own < 0 ? NULL : fdopendir(own);
  if (!stream) {
    *error = errno;
    if (own >= 0) close(own);
    return NULL;
  }
  rewinddir(stream);
  return stream;
}

/// The next name in the folder, good until the next call; NULL at the end.
static inline const char *cplatform_next_name(void *names) {
  struct dirent *entry = readdir((DIR *)names);
  return entry ? entry->d_name : NULL;
}

/// Ends reading the names.
static inline void cplatform_end_names(void *names) { closedir((DIR *)names); }

/// Runs a function on a new thread that nobody waits for; 0 where the system gives one, else the
/// error's number.
static inline int cplatform_start_thread(void *(*body)(void *), void *context, size_t stack) {
  pthread_attr_t attributes;
  pthread_t thread;
  int error = pthread_attr_init(&attributes);
  if (error) return error;
  pthread_attr_setstacksize(&attributes, stack);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  error = pthread_create(&thread, &attributes, body, context);
  pthread_attr_destroy(&attributes);
  return error;
}

/// The processors that can run threads now, at least 1.
static inline int cplatform_processors(void) {
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? 1 : (int)count;
}

/// A time of a file in nanoseconds since 1970, at the most what can be counted.
static inline long long cplatform_nanoseconds(struct timespec time) {
  long long result;
  if (__builtin_mul_overflow((long long)time.tv_sec, 1000000000LL, &result)
      || __builtin_add_overflow(result, (long long)time.tv_nsec, &result)) {
    return time.tv_sec < 0 ? LLONG_MIN : LLONG_MAX;
  }
  return result;
}
