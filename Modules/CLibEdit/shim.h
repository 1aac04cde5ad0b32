// libedit as key map, buffer and commands. It gets a terminal of its own that nobody sees, and a stream
// that leads nowhere: so what it draws, and the modes it sets, never reach the user's. The functions
// that take a variable number of arguments, which Swift cannot call, are here one for each form used.
#pragma once
#include <fcntl.h>
#include <histedit.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <wchar.h>
#ifdef __APPLE__
#include <util.h>
#else
#include <pty.h>
#endif

typedef unsigned char (*ce_function)(EditLine *, int);

/// What an editor stands on, to be closed behind it.
struct ce_ground {
  FILE *nowhere;
  int near_end;
  int far_end;
};

/// Closes what an editor stood on.
static inline void ce_close(struct ce_ground *ground) {
  if (ground->nowhere) fclose(ground->nowhere);
  if (ground->near_end >= 0) close(ground->near_end);
  if (ground->far_end >= 0) close(ground->far_end);
}

/// Begins an editor that hands out each command's result at once (EL_UNBUFFERED); NULL where the system
/// has no pseudoterminal left, or libedit fails.
static inline EditLine *ce_begin(const char *name, struct ce_ground *ground, el_rfunc_t reader) {
  struct winsize size = {.ws_row = 24, .ws_col = 80};
  ground->near_end = ground->far_end = -1;
  ground->nowhere = fopen("/dev/null", "r+e");
  EditLine *editor = 0;
  if (ground->nowhere && !openpty(&ground->near_end, &ground->far_end, 0, 0, &size)) {
    fcntl(ground->near_end, F_SETFD, FD_CLOEXEC);
    fcntl(ground->far_end, F_SETFD, FD_CLOEXEC);
    int end = ground->far_end;
    editor = el_init_fd(name, ground->nowhere, ground->nowhere, ground->nowhere, end, end, end);
  }
  if (!editor) {
    ce_close(ground);
    return 0;
  }
  // libedit's own handlers signal the whole process group.
  el_set(editor, EL_SIGNAL, 0);
  // Debian builds libedit with vi as the default.
  el_set(editor, EL_EDITOR, "emacs");
  el_wset(editor, EL_GETCFN, reader);
  el_set(editor, EL_UNBUFFERED, 1);
  return editor;
}

/// Begins a new line: empty, in the mode that lines begin in.
static inline void ce_reset(EditLine *editor) {
  el_set(editor, EL_UNBUFFERED, 0);
  el_set(editor, EL_UNBUFFERED, 1);
}

/// Names the object that the functions find again.
static inline void ce_set_data(EditLine *editor, void *data) { el_set(editor, EL_CLIENTDATA, data); }

static inline void *ce_data(EditLine *editor) {
  void *data = 0;
  el_get(editor, EL_CLIENTDATA, &data);
  return data;
}

/// Whether the keys are vi's.
static inline int ce_is_vi(EditLine *editor) {
  const char *name = 0;
  return !el_get(editor, EL_EDITOR, &name) && name && name[0] == 'v';
}

/// Edits lines even where the user's file switched that off.
static inline void ce_enable(EditLine *editor) { el_set(editor, EL_EDITMODE, 1); }

static inline int ce_add_function(
    EditLine *editor, const char *name, const char *help, ce_function function) {
  return el_set(editor, EL_ADDFN, name, help, function);
}

/// Binds a key of emacs, or of vi's insert mode.
static inline int ce_bind(EditLine *editor, const char *key, const char *function) {
  return el_set(editor, EL_BIND, key, function, (char *)0);
}

/// Binds a key of vi's command mode.
static inline int ce_bind_command(EditLine *editor, const char *key, const char *function) {
  return el_set(editor, EL_BIND, "-a", key, function, (char *)0);
}

/// Has libedit's own idea of a screen follow a buffer that was changed by others.
static inline void ce_refresh(EditLine *editor) { el_set(editor, EL_REFRESH); }
