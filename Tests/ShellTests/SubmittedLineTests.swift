import SessionsAPI
import Shell
import Testing

@Suite struct SubmittedLineTests {
  @Test(arguments: [
    ("why did it fail?", SubmittedLine.message("why did it fail?")),
    ("   ", .blank),
    ("//new is text", .message("/new is text")),
    ("/var/log/x is full", .message("/var/log/x is full")),
    ("/new", .command(.new(SessionOptions(), text: nil))),
    ("/n why now", .command(.new(SessionOptions(), text: "why now"))),
    (
      "/new --title \"a b\" --deep why didn't it",
      .command(.new(SessionOptions(title: "a b", thinkingMode: .deep), text: "why didn't it"))
    ),
    ("/ls", .command(.sessions(SessionsQuery()))),
    (
      "/sessions red fish --page 2",
      .command(.sessions(SessionsQuery(words: "red fish", page: 2)))
    ),
    ("/use 3", .command(.switchTo("3"))),
    ("/SWITCH -", .command(.switchTo("-"))),
    ("/show", .command(.show(.lastAnswer))),
    ("/show 2", .command(.show(.evidence(2)))),
    ("/show ruled out", .command(.show(.section("ruled out")))),
    ("/show all", .command(.show(.transcript))),
    ("/queue drop 2", .command(.queue(.drop(2)))),
    ("/evidence add /a b/c", .command(.evidence(.add(EvidenceLocation(path: "/a b/c"))))),
    ("/evidence add \"/a b/c\"", .command(.evidence(.add(EvidenceLocation(path: "/a b/c"))))),
    (
      "/evidence add --baseline /a b/c",
      .command(.evidence(.add(EvidenceLocation(path: "/a b/c", purpose: .baseline))))
    ),
    ("/history delete my words", .command(.history(.delete("my words")))),
    ("/?", .command(.help(topic: nil))),
    ("/q", .command(.quit)),
    ("a line\n/quit", .message("a line\n/quit")),
    ("/quit\nmore", .message("/quit\nmore")),
  ])
  func `a line is understood`(text: String, expected: SubmittedLine) throws {
    #expect(try SubmittedLine.parse(text, front: .interactive) == expected)
  }

  @Test(arguments: [
    (
      "/sesions",
      "No command '/sesions'. Did you mean /sessions? To send it as text, type '//sesions'."
    ),
    ("/xyzzy", "No command '/xyzzy'. List them with /help. To send it as text, type '//xyzzy'."),
    ("/", "No command '/'. List them with /help. To send it as text, type '//'."),
    (
      "/s", "'/s' could be /sessions, /switch, /status, /stop or /show. Type one more letter."
    ),
    ("/show 0", "/show: '0' is not a number from 1. Usage: /show [n|section|all]"),
    (
      "/evidence add --baseline",
      "/evidence: add needs a path, KIND=URL or the name of a source. Usage: /evidence [add [--baseline] "
        + "path|source]"
    ),
    ("/switch", "/switch: no session was named. Usage: /switch N|id-prefix|words|-"),
    (
      "/new --time noon",
      "/new: 'noon' is not a time with an offset, such as 2026-01-31T10:05:00Z. "
        + "Usage: /new [--title T] [--time T] [--deep|--fast] [text]"
    ),
    ("/status now", "/status: it takes no arguments, but 'now' was given. Usage: /status"),
  ])
  func `a line that is no command is refused in whole sentences`(text: String, words: String) {
    let error = #expect(throws: CommandError.self) {
      try SubmittedLine.parse(text, front: .interactive)
    }
    #expect(error?.description == words)
  }

  @Test func `a command that needs a terminal is refused in a script`() {
    #expect(throws: CommandError.interactiveOnly("detach")) {
      try SubmittedLine.parse("/detach", front: .script)
    }
  }

  @Test(arguments: ["help", "exit", " Quit "])
  func `a command's name alone is no question at a terminal, unless it is quoted`(
    line: String
  ) throws {
    let word = line.filter { $0 != " " }
    #expect(try SubmittedLine.parse(line, front: .interactive) == .bare(word.lowercased()))
    #expect(try SubmittedLine.parse(line, front: .script) == .message(word))
    #expect(try SubmittedLine.parse("\"\(word)\"", front: .interactive) == .message("\"\(word)\""))
    #expect(try SubmittedLine.parse("//\(word)", front: .interactive) == .message("/\(word)"))
    #expect(try SubmittedLine.parse("\(word) me", front: .interactive) == .message("\(word) me"))
    var state = ShellState(front: .interactive, service: "test")
    #expect(
      state.handle(.submitted(line), at: .now)
        == [.emit(.notice(.bareCommand(word.lowercased())))])
    #expect("\(Notice.bareCommand("exit"))".hasPrefix("Did you mean /exit?"))
  }

  @Test func `no name, alias or example of the table hides another`() throws {
    for spec in CommandTable.all {
      for name in [spec.name] + spec.aliases {
        #expect(try CommandTable.find(name).name == spec.name)
      }
    }
  }

  @Test func `Tab completes names, then arguments`() {
    let sources = CommandCompletion.Sources(
      sessions: { [.init(text: "4f2a", help: "checkout")] })
    #expect(
      CommandCompletion.complete("/se", sources: sources)?.candidates.map(\.text) == ["/sessions"])
    #expect(
      CommandCompletion.complete("/switch 4", sources: sources)?.candidates.map(\.text) == ["4f2a"])
    #expect(
      CommandCompletion.complete("/queue dr", sources: sources)?.candidates.map(\.text) == ["drop"])
    #expect(CommandCompletion.complete("why", sources: sources) == nil)
    #expect(CommandCompletion.complete("/var/lo", sources: sources) == nil)
  }
}
