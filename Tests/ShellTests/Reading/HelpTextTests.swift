import Shell
import Terminal
import Testing

@testable import Shell

/// `/help` in windows of every width.
@Suite struct HelpTextTests {
  private let commands = CommandTable.all.map(CommandSpecHelp.init)

  @Test(arguments: 20...130)
  func `no word of the help is broken or hangs over, however narrow the window is`(width: Int) {
    let lines = HelpText.lines(of: commands, width: width - 1)
    for line in lines { #expect(DisplayWidth.columns(of: line) < width, "\(width): \(line)") }
    let shown = lines.joined(separator: " ").split(separator: " ")
    let all = HelpText.lines(of: commands, width: nil).joined(separator: " ").split(separator: " ")
    #expect(shown.sorted() == all.sorted())
  }

  @Test func `a wide window has one column of commands and one of sentences`() throws {
    let lines = HelpText.lines(of: commands, width: 79)
    let stop = try #require(lines.first { $0.hasPrefix("/stop") })
    let sentence = try #require(stop.firstRange(of: "Ends the running turn"))
    let column = stop.distance(from: stop.startIndex, to: sentence.lowerBound)
    for line in lines.dropLast(2) where line.hasPrefix(" ") {
      #expect(line.prefix { $0 == " " }.count == column, "\(line)")
    }
  }
}
