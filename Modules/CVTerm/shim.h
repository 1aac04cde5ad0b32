// libvterm, a terminal without a window, and programs inside it: for tests, which look at what a
// screen shows and not at the bytes a program writes.
#pragma once
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <vterm.h>
#ifdef __APPLE__
#include <util.h>
#else
#include <pty.h>
#endif

// A cell's characters are an array in C, which Swift sees as a tuple.
static inline uint32_t vt_character(const VTermScreenCell *cell, int index) {
  return index < VTERM_MAX_CHARS_PER_CELL ? cell->chars[index] : 0;
}

// Starts a program whose controlling terminal is a new one; its process, or -1. Between fork and exec
// only what is safe there is called (signal-safety(7)).
static inline pid_t vt_spawn(
    int *master, int columns, int rows, const char *folder, char *const *arguments,
    char *const *environment) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  pid_t process = forkpty(master, 0, 0, &size);
  if (process != 0) return process;
  // Threads of a test runner block signals, and a child inherits that.
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, 0);
  for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
  if (chdir(folder) == 0) execve(arguments[0], arguments, environment);
  _exit(127);
}
