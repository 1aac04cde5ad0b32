// Signals, threads, other programs, and sockets below what swift-nio serves. The headers also declare
// getenv, getpid, kill, strdup and waitpid.
#pragma once
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/// Gives a signal its default action back.
static inline void cplatform_default(int signal_number) { signal(signal_number, SIG_DFL); }

/// Has a function called at a signal; calls that it interrupts go on, or fail with EINTR.
static inline int cplatform_handle(int signal_number, void (*handler)(int), bool goes_on) {
  struct sigaction action = {0};
  action.sa_handler = handler;
  action.sa_flags = goes_on ? SA_RESTART : 0;
  sigemptyset(&action.sa_mask);
  return sigaction(signal_number, &action, 0);
}

extern char **environ;

/// Starts a program of `sh`'s words, on an input of its own where one is given (else -1), and likewise
/// with one file as its output and errors; its process, or -1.
///
/// SIGPIPE has its default action there: this program ignores it, and a pager counts on dying of it.
static inline pid_t cplatform_start_shell(char *const words[], int input, int output) {
  posix_spawn_file_actions_t actions;
  if (posix_spawn_file_actions_init(&actions)) return -1;
  if (input >= 0) {
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_addclose(&actions, input);
  }
  if (output >= 0) {
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
    posix_spawn_file_actions_addclose(&actions, output);
  }
  posix_spawnattr_t attributes;
  pid_t process = -1;
  if (!posix_spawnattr_init(&attributes)) {
    sigset_t defaults;
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    if (posix_spawn(&process, "/bin/sh", &actions, &attributes, words, environ)) process = -1;
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_destroy(&actions);
  return process;
}

/// Starts a command, as `sh` reads it, on an input of its own; its process, or -1.
static inline pid_t cplatform_start_command(const char *command, int input) {
  char *words[] = {(char *)"sh", (char *)"-c", (char *)command, 0};
  return cplatform_start_shell(words, input, -1);
}

/// Starts a command, as `sh` reads it, on an input of its own where one is given (else -1), with what it
/// prints and complains of in one file; its process, or -1.
static inline pid_t cplatform_start_captured(const char *command, int input, int output) {
  char *words[] = {(char *)"sh", (char *)"-c", (char *)command, 0};
  return cplatform_start_shell(words, input, output);
}

/// Starts a command, as `sh` reads it, that names a file `"$1"`, on our own input; its process, or -1.
static inline pid_t cplatform_start_on_file(const char *command, const char *file) {
  char *words[] = {(char *)"sh", (char *)"-c", (char *)command, (char *)"sh", (char *)file, 0};
  return cplatform_start_shell(words, -1, -1);
}

/// Connects to a port of this machine by TCP; the descriptor, or -1. Writing to it where nobody reads
/// raises no signal.
static inline int cplatform_connect(unsigned short port) {
  int connection = socket(AF_INET, SOCK_STREAM, 0);
  if (connection < 0) return -1;
#if defined(SO_NOSIGPIPE)
  int on = 1;
  setsockopt(connection, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
  struct sockaddr_in address = {0};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(connection, (const struct sockaddr *)&address, sizeof address)) {
    int error = errno;
    close(connection);
    errno = error;
    return -1;
  }
  return connection;
}

/// Sends bytes over a socket without a signal where nobody reads; how many were taken, or -1.
static inline ssize_t cplatform_send(int descriptor, const void *bytes, size_t count) {
#if defined(MSG_NOSIGNAL)
  return send(descriptor, bytes, count, MSG_NOSIGNAL);
#else
  return send(descriptor, bytes, count, 0);
#endif
}

/// Raises the number of files that may be open to what the system allows this process.
static inline void cplatform_raise_open_files(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit)) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

/// The most bytes of memory that this process had in use at once; 0 where the system counts others'
/// into it, as Linux does its parent's.
static inline long long cplatform_peak_memory(void) {
#if defined(__APPLE__)
  struct rusage usage;
  return getrusage(RUSAGE_SELF, &usage) ? 0 : usage.ru_maxrss;
#else
  return 0;
#endif
}
