// libedit's functions that take a variable number of arguments, which Swift cannot call, one for each
// form that is used; and what the C library hides from Swift.
#pragma once
#include <histedit.h>
#include <stdio.h>
#include <wchar.h>

typedef unsigned char (*ce_function)(EditLine *, int);
typedef wchar_t *(*ce_prompt_function)(EditLine *);

extern int wcwidth(wchar_t);

static inline FILE *ce_stdin(void) { return stdin; }
static inline FILE *ce_stdout(void) { return stdout; }
static inline FILE *ce_stderr(void) { return stderr; }
static inline int ce_wcwidth(wchar_t character) { return wcwidth(character); }

static inline void ce_set_data(EditLine *editor, void *data) { el_set(editor, EL_CLIENTDATA, data); }
static inline void *ce_data(EditLine *editor) {
  void *data = 0;
  el_get(editor, EL_CLIENTDATA, &data);
  return data;
}
static inline int ce_set_emacs(EditLine *editor) { return el_set(editor, EL_EDITOR, "emacs"); }
static inline int ce_set_signal(EditLine *editor, int on) { return el_set(editor, EL_SIGNAL, on); }
static inline int ce_prepare_terminal(EditLine *editor, int on) {
  return el_set(editor, EL_PREP_TERM, on);
}
static inline int ce_set_reader(EditLine *editor, el_rfunc_t function) {
  return el_wset(editor, EL_GETCFN, function);
}
static inline int ce_set_prompt(EditLine *editor, ce_prompt_function function) {
  return el_wset(editor, EL_PROMPT_ESC, function, 1);
}
static inline int ce_set_right_prompt(EditLine *editor, ce_prompt_function function) {
  return el_wset(editor, EL_RPROMPT, function);
}
static inline int ce_add_function(
    EditLine *editor, const char *name, const char *help, ce_function function) {
  return el_set(editor, EL_ADDFN, name, help, function);
}
static inline int ce_bind(EditLine *editor, const char *key, const char *function) {
  return el_set(editor, EL_BIND, key, function, (char *)0);
}
static inline int ce_refresh(EditLine *editor) { return el_set(editor, EL_REFRESH); }
