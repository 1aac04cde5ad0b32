import DemoIncident
import Foundation
import Testing

@Suite struct DemoLibraryTests {
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/demo-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func files(_ folder: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      files[name] = FileManager.default.contents(atPath: "\(folder)/\(name)")
    }
    return files
  }

  private var small: Demo {
    Demo(
      name: "small", summary: "a small one", evidence: "logs", further: [], seed: 3
    ) { Incident(seed: $0, lines: 2000, hasFault: true) }
  }

  @Test func `the same seed gives the same files, to the byte`() throws {
    try withFolder { folder in
      for name in ["a", "b"] {
        try Incident(seed: 5, lines: 2000, hasFault: true).write(to: "\(folder)/\(name)")
      }
      #expect(try files("\(folder)/a") == files("\(folder)/b"))
      try Incident(seed: 6, lines: 2000, hasFault: true).write(to: "\(folder)/c")
      #expect(try files("\(folder)/a") != files("\(folder)/c"))
    }
  }

  @Test func `a demo is made once, and again where it is damaged`() throws {
    try withFolder { folder in
      let library = DemoLibrary(folder: folder)
      let path = try library.prepare(small)
      let first = try files(path)
      #expect(!first.isEmpty)
      #expect(try library.prepare(small) == path)
      let name = try #require(first.keys.sorted().first { first[$0]?.isEmpty == false })
      try Data("short".utf8).write(to: URL(filePath: "\(path)/\(name)"))
      #expect(try library.prepare(small) == path)
      #expect(try files(path) == first)
      try FileManager.default.removeItem(atPath: "\(path)/\(name)")
      #expect(try library.prepare(small) == path)
      #expect(try files(path) == first)
      // Nothing half-made is left behind.
      let left = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(Set(left) == ["small", ".small.list"])
    }
  }

  @Test func `a folder that cannot be made is a clear error`() throws {
    try withFolder { folder in
      try Data().write(to: URL(filePath: folder))
      let error = #expect(throws: DemoError.self) { try DemoLibrary(folder: folder).prepare(small) }
      #expect(error?.description.contains("cannot be written to '\(folder)'") == true)
    }
  }

  @Test func `the shop has 200,000 lines of at least six services over two hours`() throws {
    try withFolder { folder in
      let demo = try #require(Demo.all.first)
      #expect(demo.name == "shop" && demo.questions.count == 3)
      try demo.story.write(to: folder)
      let files = try files(folder)
      var lines = 0
      for (name, data) in files where !name.hasSuffix(".gz") && !name.hasSuffix(".csv") {
        lines += data.count(where: { $0 == 0x0A })
      }
      #expect(lines > 170_000)
      #expect(files.keys.filter { $0.contains(".") }.count >= 6)
      #expect(files.keys.contains { $0.hasSuffix(".gz") })
      #expect(demo.story.question.contains("checkout"))
      #expect(demo.story.truth?.service == "ledger")
    }
  }

  @Test func `incidents drawn by seed differ in cause, service and names`() {
    let truths = (UInt64(1)...40).compactMap {
      Incident(seed: $0, lines: 100, hasFault: true).truth
    }
    #expect(truths.count == 40)
    #expect(Set(truths.map(\.kind)).count >= 8)
    #expect(Set(truths.map(\.service)).count >= 15)
    #expect(Incident(seed: 1, lines: 100, hasFault: false).truth == nil)
  }
}
