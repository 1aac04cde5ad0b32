// Terminals: windows, modes (termios), waiting for keys (poll), and the locale that their text is in.
#pragma once
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

/// A window's size in characters.
struct cplatform_window {
  int columns;
  int rows;
};

/// The size of a terminal's window; 0 by 0 where it doesn't say.
static inline struct cplatform_window cplatform_window_of(int terminal) {
  struct winsize size;
  struct cplatform_window window = {0, 0};
  if (!ioctl(terminal, TIOCGWINSZ, &size)) {
    window.columns = size.ws_col;
    window.rows = size.ws_row;
  }
  return window;
}

/// Gives a terminal's window another size.
static inline int cplatform_resize_window(int terminal, int columns, int rows) {
  struct winsize size = {0};
  size.ws_col = (unsigned short)columns;
  size.ws_row = (unsigned short)rows;
  return ioctl(terminal, TIOCSWINSZ, &size);
}

/// A terminal's mode, to be given back.
struct cplatform_mode {
  struct termios settings;
};

/// Lets a terminal hand on each key at once, unseen and without signals, and gives the mode it was in;
/// -1 where it is no terminal. What was typed before is thrown away.
static inline int cplatform_hide_keys(int terminal, struct cplatform_mode *usual) {
  if (tcgetattr(terminal, &usual->settings)) return -1;
  struct termios hidden = usual->settings;
  hidden.c_lflag &= ~(tcflag_t)(ECHO | ICANON | ISIG);
  return tcsetattr(terminal, TCSAFLUSH, &hidden);
}

/// Gives a terminal its mode back.
static inline int cplatform_set_mode(int terminal, const struct cplatform_mode *mode) {
  return tcsetattr(terminal, TCSAFLUSH, &mode->settings);
}

/// The mode a terminal is in; -1 where it is no terminal.
static inline int cplatform_mode_of(int terminal, struct cplatform_mode *mode) {
  return tcgetattr(terminal, &mode->settings);
}

/// Has a terminal hand on every key as it is, at once and unseen: Ctrl-C, Ctrl-Z, Ctrl-S and the line
/// ends too. What was typed before stays. What is written is treated as in the usual mode.
static inline int cplatform_take_keys(int terminal, const struct cplatform_mode *usual) {
  struct termios raw = usual->settings;
  raw.c_iflag &= ~(tcflag_t)(BRKINT | ICRNL | IGNCR | INLCR | INPCK | ISTRIP | IXON);
  raw.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | IEXTEN | ISIG);
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  return tcsetattr(terminal, TCSANOW, &raw);
}

/// Gives a terminal its mode back at once; what was typed stays. May be called by a signal's handler.
static inline int cplatform_give_mode_back(int terminal, const struct cplatform_mode *usual) {
  return tcsetattr(terminal, TCSANOW, &usual->settings);
}

/// Waits until one of two files can be read or is at its end, for some milliseconds or, with -1, for
/// ever: 1 for the first, 2 for the second, 3 for both, 0 where time is up, -1 where waiting failed.
static inline int cplatform_wait_to_read(int first, int second, int milliseconds) {
  struct pollfd files[2] = {{first, POLLIN, 0}, {second, POLLIN, 0}};
  int count = poll(files, 2, milliseconds);
  return count <= 0 ? count : (files[0].revents != 0) | (files[1].revents != 0) << 1;
}

/// Waits until a file takes bytes, or never will.
static inline void cplatform_wait_to_write(int file) {
  struct pollfd waited = {file, POLLOUT, 0};
  poll(&waited, 1, -1);
}
