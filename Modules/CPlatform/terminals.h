// Terminals: windows, modes (termios), waiting for keys (poll), and the locale that their text is in.
#pragma once
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

/// The size of a terminal's window; 0 by 0 where it doesn't say.
static inline struct winsize cplatform_window(int terminal) {
  struct winsize size = {0};
  struct winsize none = {0};
  return ioctl(terminal, TIOCGWINSZ, &size) ? none : size;
}

/// Gives a terminal's window another size.
static inline int cplatform_resize_window(int terminal, unsigned short columns, unsigned short rows) {
  struct winsize size = {0};
  size.ws_col = columns;
  size.ws_row = rows;
  return ioctl(terminal, TIOCSWINSZ, &size);
}
