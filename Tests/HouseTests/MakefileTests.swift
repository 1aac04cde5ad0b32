import Foundation
import Testing

/// Calls the project's own Makefile with a compiler that only notes what it is asked for.
@Suite struct MakefileTests {
  @Test func `an unchanged tree is run without a compiler, a changed one is built first`() throws {
    try withProject { project in
      let first = try project.make("run")
      #expect(first.status == 0 && first.output == "the shell, with demo\n", "\(first)")
      #expect(first.errors.contains("once: 5 to 15 minutes"))
      #expect(try project.calls() == MakefileProject.wholeBuild)

      let again = try project.make("run")
      #expect(again.output == "the shell, with demo\n" && again.errors.isEmpty, "\(again)")
      #expect(try project.calls().isEmpty)

      for path in ["Package.swift", "Makefile", "Sources/gumshoe/Main.swift", "Modules/C/shim.h"] {
        try project.touch(path)
        #expect(try project.make("run").status == 0)
        #expect(try project.calls() == MakefileProject.wholeBuild, "\(path) was touched")
      }
      try FileManager.default.removeItem(atPath: project.path("Sources/gumshoe/Other.swift"))
      try project.touch("Sources/gumshoe")
      #expect(try project.make("run").status == 0)
      #expect(try project.calls() == MakefileProject.wholeBuild, "a file was removed")
    }
  }

  @Test func `tests and measurements are built where the shell is, by the same flags, once`() throws
  {
    try withProject { project in
      #expect(try project.make("test").output == "✔ Test run with 3 tests passed\n")
      let flags = "-c release -debug-info-format none"
      let calls = try project.calls()
      #expect(calls.filter { $0.hasPrefix("swift build \(flags) --product ") }.count == 3)
      #expect(calls.last?.hasPrefix("swift test \(flags) --skip-build") == true, "\(calls)")
      #expect(try project.make("test").status == 0)
      #expect(try project.calls().allSatisfy { $0.hasPrefix("swift test ") })
      try project.touch("Tests/Tests.swift")
      #expect(try project.make("test").status == 0)
      #expect(try project.calls().count == 3, "two builds and a run")
    }
  }

  @Test func `what is saved while a build goes on is built by the next`() throws {
    try withProject { project in
      try "".write(toFile: project.path("saving"), atomically: true, encoding: .utf8)
      #expect(try project.make("run").status == 0)
      _ = try project.calls()
      try FileManager.default.removeItem(atPath: project.path("saving"))
      #expect(try project.make("run").status == 0)
      #expect(try project.calls() == MakefileProject.wholeBuild)
    }
  }

  @Test(arguments: [
    ("error: No space left on device", "The disk is full"),
    (
      "fatal: unable to access: Could not resolve host: example.org",
      "A package could not be fetched"
    ),
    ("Main.swift:1: error: cannot find 'x'", "'swift build' failed with status 1"),
  ])
  func `a build that fails shows its output, says why, and leaves no binary`(
    output: String, sentence: String
  ) throws {
    try withProject { project in
      try output.write(toFile: project.path("fail"), atomically: true, encoding: .utf8)
      let made = try project.make("run")
      #expect(made.status != 0)
      #expect(made.errors.contains(output) && made.errors.contains(sentence), "\(made)")
      #expect(!FileManager.default.fileExists(atPath: project.path(".build/gumshoe")))
    }
  }

  @Test func `a missing compiler is one sentence`() throws {
    try withProject { project in
      let made = try project.make("run", "SWIFT=/nowhere/swift")
      #expect(made.status != 0)
      #expect(made.errors.contains("gumshoe needs Swift 6.2 or newer"), "\(made)")
    }
  }

  private func withProject(_ body: (MakefileProject) throws -> Void) throws {
    let project = try MakefileProject()
    defer { try? FileManager.default.removeItem(atPath: project.folder) }
    try body(project)
  }
}
