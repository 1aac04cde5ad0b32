import Shell

extension ManualPage {
  /// The page gumshoe-shell(7): the commands that begin with a slash, and the keys.
  static func shellPage() -> String {
    var page = ManualText(
      name: "gumshoe-shell", section: 7, summary: "commands and keys of the gumshoe shell")
    page.section("DESCRIPTION")
    page.prose(
      """
      What is typed at the prompt is a question: it opens a session, or follows up in the current \
      one. Typed while an investigation runs, it waits in a queue. What begins with a slash is one \
      of the commands below. Any beginning that only one of them has will do; Tab completes them. \
      Two slashes send a message that begins with one, and so is a first word with a second slash \
      in it, such as a path, a message.
      """)
    page.section("COMMANDS")
    page.list(
      CommandTable.all.map { spec in
        let arguments = spec.arguments.isEmpty ? "" : " Ar \(ManualText.argument(spec.arguments))"
        let aliases =
          spec.aliases.isEmpty
          ? "" : " Also: " + spec.aliases.map { "/\($0)" }.joined(separator: ", ") + "."
        let scripts = spec.worksInScripts ? "" : " Not in scripts."
        return (
          "Ic \(ManualText.argument("/\(spec.name)"))\(arguments)",
          "\(spec.summary).\(aliases)\(scripts)"
        )
      })
    page.section("KEYS")
    page.prose(
      "The file ~/.editrc is honoured, see editrc(5); 'bind -v' there gives the keys of vi.")
    page.list(ManualTables.keysOfTheShell.map { ("Ic \(ManualText.argument($0.name))", $0.prose) })
    ManualPage.shell.seeAlso(&page)
    return page.text
  }
}
