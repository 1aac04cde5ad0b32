import Shell

extension ManualPage {
  /// The page gumshoe(1): commands and options, scripts, exit statuses, variables and files.
  static func commandsPage(_ program: CommandOutline) -> String {
    var page = ManualText(
      name: program.commandName, section: 1, summary: "chat shell for incident investigations")
    let commands = program.shown
    let standard = commands.first { $0.commandName == "chat" }
    page.section("SYNOPSIS")
    for (index, command) in commands.filter({ ($0.subcommands ?? []).isEmpty }).enumerated() {
      if index > 0 { page.macro("Pp") }
      page.macro("Nm")
      // The shell is what a bare `gumshoe` opens.
      if command.words != standard?.words {
        page.macro("Cm \(ManualText.escaped(command.words))")
      }
      if !command.options.isEmpty { page.macro("Op Ar options") }
      for argument in command.positionals { page.macro(synopsis(of: argument)) }
    }
    page.section("DESCRIPTION")
    page.prose(program.discussion ?? "")
    page.section("OPTIONS")
    page.prose("These are the options of every conversation: the shell, 'ask' and 'demo'.")
    page.list((standard?.options ?? []).map(item))
    page.macro("Pp")
    page.prose("Every command takes these two:")
    page.list([
      ("Fl h , Fl Fl help", "Shows help for the command."),
      ("Fl Fl version", "Shows the version."),
    ])
    page.section("COMMANDS")
    for command in commands { add(command, beside: standard, to: &page) }
    page.section("SCRIPTS")
    page.prose(ManualTables.scripts)
    page.section("SERVING")
    page.prose(ManualTables.serving)
    page.section("ENVIRONMENT")
    page.prose("An option goes before a variable, and that before the configuration file.")
    page.list(
      Setting.all.map { setting in
        ("Ev \(setting.variable)", "Says '\(setting.key)', as in gumshoe-config(5).")
      } + ManualTables.variables.map { ("Ev \($0.name)", $0.prose) })
    page.section("FILES")
    page.prose(ManualTables.aboutFiles)
    page.list(ManualTables.files.map { ("Pa \(ManualText.argument($0.name))", $0.prose) })
    page.section("EXIT STATUS")
    page.list(ExitStatus.allCases.map { ("\($0.rawValue)", ManualTables.meaning(of: $0)) })
    page.prose(
      "The shell at a terminal ends with 0 when it is left. A signal's end is that signal's.")
    ManualPage.commands.seeAlso(&page)
    return page.text
  }

  private static func add(
    _ command: CommandOutline, beside standard: CommandOutline?, to page: inout ManualText
  ) {
    page.macro("Ss gumshoe \(ManualText.escaped(command.words))")
    page.prose(command.abstract ?? "")
    page.list(
      command.positionals.map { ("Ar \(ManualText.argument($0.valueName ?? ""))", words(of: $0)) })
    let common = command.commandName == standard?.commandName ? [] : standard?.options ?? []
    let isStandard = command.commandName == standard?.commandName
    let own = isStandard ? [] : command.options.filter { !common.contains($0) }
    page.list(own.map(item))
    let shared = isStandard ? command.options : command.options.filter(common.contains)
    if !shared.isEmpty {
      page.macro("Pp")
      page.prose("Its options of those above:")
      for (index, option) in shared.enumerated() {
        page.macro(term(of: option, withValue: false) + (index == shared.count - 1 ? " ." : " ,"))
      }
    }
    if let discussion = command.discussion {
      page.macro("Pp")
      page.prose(discussion)
    }
  }

  private static func synopsis(of argument: CommandOutline.Argument) -> String {
    let name =
      "Ar \(ManualText.argument(argument.valueName ?? ""))"
      + (argument.isRepeating ? " ..." : "")
    return argument.isOptional ? "Op \(name)" : name
  }

  private static func item(_ option: CommandOutline.Argument) -> (term: String, prose: String) {
    (term(of: option, withValue: true), words(of: option))
  }

  private static func term(of option: CommandOutline.Argument, withValue: Bool) -> String {
    let names = option.flags.map { flag in
      "Fl " + (flag.hasPrefix("--") ? "Fl " : "") + ManualText.escaped(String(flag.trimmedDashes))
    }
    let value =
      withValue && option.takesValue ? " Ar \(ManualText.argument(option.valueName ?? ""))" : ""
    return names.joined(separator: " , ") + value
  }

  private static func words(of argument: CommandOutline.Argument) -> String {
    let standard = argument.defaultValue.map { " The default is \($0)." } ?? ""
    return (argument.abstract ?? "") + standard
  }
}

extension String {
  fileprivate var trimmedDashes: Substring { drop { $0 == "-" } }
}
