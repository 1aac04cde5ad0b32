import Shell

/// What the manual tells beside the tables of commands, options and settings.
enum ManualTables {
  /// A name with what there is to say of it.
  struct Row {
    var name: String
    var prose: String
  }

  /// How scripts are written.
  static let scripts = """
    Standard input that is no terminal is a script. A line is a turn, which runs to its end before \
    the next; the commands of gumshoe-shell(7) work; blank lines are skipped. A line that begins \
    with '#' is a comment. Rows between <<WORD and WORD are one turn.

      printf 'why did it fail?\\nsince when?\\n' | gumshoe /var/log/shop

    Answers go to standard output, all else to standard error. A failed turn ends the script, unless \
    --keep-going is given. With --json, standard output has one object a line, whose 'event' is one \
    of session.created, turn.started, turn.progress, turn.completed, turn.failed, error and command.

    Where '-' is named as evidence, standard input is a log. It is read to its end, to Ctrl-C or for \
    as long as --for says, and cited as stdin:LINE.
    """

  /// What a team's service does.
  static let serving = """
    Any number of 'gumshoe serve' processes share one store; a turn whose process died is taken up by \
    another, and organisations' turns are taken in turn. Callers can't name paths: what is named here \
    is what every session may read, older ones from their next turn on. Files may be written, added \
    and removed meanwhile. /healthz, /readyz and /openapi.yaml need no key. With the header \
    'Prefer: report' a session's answers come as values too. SIGTERM answers those who wait, lets \
    requests end, and gives running turns back.

    POST /v1/hooks/alertmanager takes what Alertmanager's 'webhook_configs' send, with a member's key \
    as the credentials of its 'http_config'. A group of alerts becomes a session, once however often \
    it is repeated; alerts that join it within an hour, and those that were resolved, become \
    follow-ups. GET of the same path lists what alerts opened, for members too, and so does /sessions. \
    In alertmanager.yml it takes a receiver with 'webhook_configs:', of which one has \
    'url: https://HOST/v1/hooks/alertmanager' and \
    'http_config: { authorization: { credentials_file: FILE } }', the file holding the key alone.

    Keys are kept as SHA-256 hashes. An organisation never sees another's sessions.

    The engine runs in a process of its own within --engine-memory, and is started again when it \
    ends. A turn that ended it twice while nothing else ran in it fails, and says so.
    """

  /// The variables beside those of the settings.
  static let variables: [Row] = [
    Row(name: "GUMSHOE_CONFIG", prose: "The configuration file, as --config."),
    Row(name: "GUMSHOE_API_KEY", prose: "The key for the server, in place of a stored one."),
    Row(name: "TRAVERSAL_API_KEY", prose: "The same, where GUMSHOE_API_KEY is not set."),
    Row(name: "HTTPS_PROXY", prose: "The proxy for servers that are reached by https."),
    Row(name: "HTTP_PROXY", prose: "The proxy for servers that are reached by plain HTTP."),
    Row(name: "ALL_PROXY", prose: "The proxy for both, where theirs is not set."),
    Row(name: "NO_PROXY", prose: "The hosts that are reached without a proxy."),
    Row(name: "VISUAL", prose: "The editor that '/edit' opens."),
    Row(name: "EDITOR", prose: "The same, where VISUAL is not set."),
    Row(name: "PAGER", prose: "What shows long text; else less."),
    Row(name: "NO_COLOR", prose: "No colours, where it is not empty."),
    Row(
      name: "FORCE_HYPERLINK", prose: "Whether names of files are links: 0 for no, else for yes."),
    Row(name: "COLORFGBG", prose: "The terminal's colours, from which the theme 'auto' goes."),
    Row(name: "TERM", prose: "The terminal. With 'dumb', output is append-only."),
    Row(name: "XDG_CONFIG_HOME", prose: "The folder of gumshoe/config.yaml; else ~/.config."),
    Row(name: "XDG_STATE_HOME", prose: "The folder of history and outbox; else ~/.local/state."),
    Row(name: "XDG_DATA_HOME", prose: "The folder of archive and stores; else ~/.local/share."),
    Row(name: "XDG_CACHE_HOME", prose: "The folder of what may be deleted; else ~/.cache."),
  ]

  static let aboutFiles = """
    Folders have the mode 0700, files 0600. The XDG variables move them.
    """

  /// The files that are kept; a name that ends in a slash is a folder.
  static let files: [Row] = [
    Row(name: "~/.config/gumshoe/config.yaml", prose: "Settings, see gumshoe-config(5)."),
    Row(name: "~/.config/gumshoe/keys/", prose: "The key of each profile."),
    Row(
      name: "~/.local/state/gumshoe/history.jsonl",
      prose: "The lines typed. A leading blank keeps one out; secrets never enter."),
    Row(
      name: "~/.local/state/gumshoe/outbox.jsonl",
      prose: "The lines accepted and not answered yet, beside outbox.lock."),
    Row(
      name: "~/.local/share/gumshoe/archive.sqlite",
      prose: "The transcripts seen. It may be deleted."),
    Row(
      name: "~/.local/share/gumshoe/service.sqlite",
      prose: "The sessions of the service inside."),
    Row(
      name: "~/.local/share/gumshoe/server.sqlite",
      prose: "The sessions and keys of 'gumshoe serve', where --store names no other."),
    Row(
      name: "~/.local/share/gumshoe/piped/",
      prose: "What came by pipes, for as long as its session is kept."),
    Row(
      name: "~/.cache/gumshoe/",
      prose:
        "Indexes of evidence, at most 4 GiB, and the demo's files. They may be deleted at any time."
    ),
  ]

  /// Where keys come from.
  static let keys = """
    The key for a server is GUMSHOE_API_KEY, else TRAVERSAL_API_KEY, else what 'gumshoe login' \
    stored in keys/PROFILE beside the configuration file. That file has the mode 0600; a wider one \
    is refused. A key is never an argument, and is shown to no server but the one it was stored for.
    """

  /// The keys beside those of the line editor.
  static let keysOfTheShell: [Row] = [
    Row(name: "Tab", prose: "Completes commands, sessions and paths."),
    Row(name: "Up, Ctrl-R", prose: "Find lines of before."),
    Row(
      name: "Right",
      prose: """
        Takes the faint suggestion at the line's end: the newest line of before that begins so, else \
        the newest question of the sessions on this machine. What the history does not keep is no \
        suggestion for other shells.
        """),
    Row(name: "Ctrl-J", prose: "Begins a new row, and so does a backslash at the line's end."),
    Row(name: "Ctrl-X Ctrl-E", prose: "Opens the line in the editor."),
    Row(
      name: "Ctrl-C",
      prose: "Clears the line, then stops watching the investigation, then leaves. It goes on."),
    Row(name: "Ctrl-D", prose: "Leaves, on an empty line."),
  ]

  /// What an exit status tells.
  static func meaning(of status: ExitStatus) -> String {
    switch status {
    case .success: "Every turn was answered."
    case .failedTurn: "A turn failed."
    case .usage: "The command line or a line of the script is wrong."
    case .notFound: "There is no such session or file."
    case .unavailable: "The service is out of reach."
    case .fault: "A fault of gumshoe itself."
    case .lostOutput: "The output could not be written."
    case .timeout: "The time that --timeout gives passed with the turn still running."
    case .notPermitted: "The key is missing, refused or of too low a role."
    case .configuration: "The configuration is bad."
    case .interrupted: "It was interrupted."
    }
  }
}
