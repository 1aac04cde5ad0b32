import Shell
import Terminal

extension Setting {
  /// Every setting, in the order of the manual.
  static let all: [Setting] = [profile, timeout, server, authorityFile, insecure] + screen

  /// The settings of how answers are read at a terminal.
  static let screen: [Setting] = [theme, detail, notify]

  static let profile = Setting(
    key: "profile", kind: .text("name"), standard: ProfileName.standard, hasOption: true,
    summary: """
      The profile in use where none is named. The profile '\(ProfileName.embedded)' is the service \
      inside, and is always there.
      """)

  static let timeout = Setting(
    key: "timeout", kind: .number(unit: "seconds"), standard: "no limit", hasOption: true,
    summary: "How long a script or 'gumshoe ask' may take.")

  static let server = Setting(
    key: "server", kind: .text("URL"), standard: "none, which means the service inside",
    isOfProfile: true, hasOption: true, summary: "The server that is asked.")

  static let authorityFile = Setting(
    key: "ca-file", kind: .text("path"), standard: "the system's authorities", isOfProfile: true,
    hasOption: true,
    summary: """
      A PEM file of the authorities to trust in place of the system's. In the configuration file, \
      a relative path begins at that file's folder.
      """)

  static let insecure = Setting(
    key: "insecure", kind: .flag, standard: "false", isOfProfile: true, hasOption: true,
    summary: "Whether plain HTTP may go beyond this machine.")

  static let theme = Setting(
    key: "theme", kind: .choice(["auto"] + Theme.Name.allCases.map(\.rawValue)), standard: "auto",
    summary: "The looks, for a dark or a light background. The command '/theme' changes them.")

  static let detail = Setting(
    key: "detail", kind: .choice(["digest", "full"]), standard: "digest",
    summary: """
      How much of an answer a turn prints at a terminal: what fits the window, or all of it. The \
      command '/detail' changes it.
      """)

  static let notify = Setting(
    key: "notify", kind: .choice(Attention.allCases.map(\.rawValue)),
    standard: Attention.bell.rawValue,
    summary: """
      What calls back when a turn ends and nobody looks: the bell, a message of the desktop from \
      terminals that know OSC 9, or nothing.
      """)
}
