import Foundation
import Testing

@testable import LineEditing

/// The display in a third terminal: pyte, an emulator in Python, where it is installed.
@Suite struct PyteDisplayTests {
  private static let scripts: ClosedRange<UInt64> = 1...100
  private static let steps = 20

  /// Whether there is a Python with pyte: a question of its own takes a third of a second.
  private static let isInstalled = (try? python("import pyte", []))?.status == 0

  /// Prints what each file looks like: its rows without blanks at their ends, then the cursor's place.
  private static let program = """
    import pyte, sys
    from wcwidth import wcwidth
    def shown(row, columns):
        # As `Screen.display`, which fails where half of a wide letter was written over.
        text, column = '', 0
        while column < columns:
            cell = row[column].data or ' '
            text += cell
            column += 2 if wcwidth(cell[0]) == 2 else 1
        return text.rstrip(' ')
    for argument in sys.argv[1:]:
        columns, rows, path = argument.split(',', 2)
        screen = pyte.Screen(int(columns), int(rows))
        pyte.Stream(screen).feed(open(path, encoding='utf-8', newline='').read())
        for row in range(screen.lines):
            print(shown(screen.buffer[row], screen.columns))
        print(f'{screen.cursor.x},{screen.cursor.y}')
    """

  @Test(.enabled(if: isInstalled, "pyte is not installed (pip install pyte)"))
  func `a hundred random scripts look in pyte as plain text does`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "pyte-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var arguments: [String] = []
    var expected: [[String]] = []
    for seed in Self.scripts {
      var script = DisplayScript(seed: seed, letters: .narrow)
      for _ in 0..<Self.steps { _ = script.step() }
      let file = "\(folder)/\(seed)"
      try Data(script.written.utf8).write(to: URL(filePath: file))
      arguments.append("\(script.size.columns),\(script.size.rows),\(file)")
      let plain = script.plainScreen
      // Of pyte's screen no empty row is left out.
      expected.append(
        plain + Array(repeating: "", count: script.size.rows - plain.count)
          + ["\(script.cursor.column),\(script.cursor.row)"])
    }
    let shown = try Self.python(Self.program, arguments)
    try #require(shown.status == 0)
    var lines = shown.output.split(separator: "\n", omittingEmptySubsequences: false)[...]
    for (seed, expected) in zip(Self.scripts, expected) {
      let here = lines.prefix(expected.count).map(String.init)
      lines = lines.dropFirst(expected.count)
      #expect(here == expected, "script \(seed)")
    }
  }

  private static func python(
    _ program: String, _ arguments: [String]
  ) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["PYTHONIOENCODING": "utf-8"]
    ) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}
