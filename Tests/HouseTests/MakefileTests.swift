import Foundation
import Testing

/// Calls the project's own Makefile with a compiler that only notes what it is asked for.
@Suite struct MakefileTests {
  @Test func `an unchanged tree is run without a compiler, a changed one is built first`() throws {
    try withProject { project in
      let first = try project.make("run")
      #expect(first.status == 0 && first.output == "the shell, with demo\n", "\(first)")
      #expect(first.errors.contains("once: 5 to 15 minutes"))
      #expect(try project.calls() == Project.wholeBuild)

      let again = try project.make("run")
      #expect(again.output == "the shell, with demo\n" && again.errors.isEmpty, "\(again)")
      #expect(try project.calls().isEmpty)

      for path in ["Package.swift", "Makefile", "Sources/gumshoe/Main.swift", "Modules/C/shim.h"] {
        try project.touch(path)
        #expect(try project.make("run").status == 0)
        #expect(try project.calls() == Project.wholeBuild, "\(path) was touched")
      }
      try FileManager.default.removeItem(atPath: project.path("Sources/gumshoe/Other.swift"))
      try project.touch("Sources/gumshoe")
      #expect(try project.make("run").status == 0)
      #expect(try project.calls() == Project.wholeBuild, "a file was removed")
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
      #expect(try project.calls() == Project.wholeBuild)
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

  private func withProject(_ body: (Project) throws -> Void) throws {
    let project = try Project()
    defer { try? FileManager.default.removeItem(atPath: project.folder) }
    try body(project)
  }
}

/// A tree with the project's Makefile, some sources, and a compiler that is a script.
private struct Project {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "gumshoe-make-\(UUID().uuidString)").path

  /// What the compiler is asked for to make the binary; elsewhere than on Linux nothing is linked.
  static var wholeBuild: [String] {
    let build = "swift build -c release -debug-info-format none --product gumshoe"
    #if os(Linux)
      return [build, "swiftc -static-stdlib"]
    #else
      return [build]
    #endif
  }

  init() throws {
    let root = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    for path in ["Sources/gumshoe", "Modules/C", "Tests", "tools"] {
      try FileManager.default.createDirectory(
        atPath: self.path(path), withIntermediateDirectories: true)
    }
    for name in ["Makefile", ".make"] {
      try FileManager.default.copyItem(atPath: root + "/" + name, toPath: path(name))
    }
    let files = [
      "Package.swift", "Sources/gumshoe/Main.swift", "Sources/gumshoe/Other.swift",
      "Modules/C/shim.h", "Tests/Tests.swift",
    ]
    for file in files { try "".write(toFile: path(file), atomically: true, encoding: .utf8) }
    try script(
      "swift",
      """
      echo "swift $*" >> "$here/calls"
      test -e "$here/fail" && { cat "$here/fail"; exit 1; }
      test -e "$here/saving" && { sleep 0.1; touch Sources/gumshoe/Main.swift; }
      test "$1" = test && echo "✔ Test run with 3 tests passed"
      mkdir -p .build/release/gumshoe.product
      : > .build/release/gumshoe.product/Objects.LinkFileList
      printf '#!/bin/sh\\necho "the shell, with $*"\\n' > .build/release/gumshoe
      chmod +x .build/release/gumshoe
      """)
    try script(
      "swiftc",
      """
      echo "swiftc $1" >> "$here/calls"
      while [ "$1" != -o ]; do shift; done
      cp .build/release/gumshoe "$2"
      """)
  }

  func path(_ relative: String) -> String { folder + "/" + relative }

  private func script(_ name: String, _ text: String) throws {
    let path = path("tools/\(name)")
    try "#!/bin/sh\nhere='\(folder)'\n\(text)\n".write(
      toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }

  /// Makes a file newer than everything, as an editor would a minute later.
  func touch(_ relative: String) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date()], ofItemAtPath: path(relative))
  }

  /// What the compiler was asked for since the last call.
  func calls() throws -> [String] {
    let file = path("calls")
    guard FileManager.default.fileExists(atPath: file) else { return [] }
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try FileManager.default.removeItem(atPath: file)
    return text.split(separator: "\n").map(String.init)
  }

  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
  }

  func make(_ arguments: String...) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["make", "SWIFT=\(path("tools/swift"))"] + arguments
    process.currentDirectoryURL = URL(filePath: folder)
    // The flags of the make that runs the tests are not this one's.
    process.environment = ProcessInfo.processInfo.environment.filter {
      !["MAKEFLAGS", "MFLAGS", "MAKELEVEL"].contains($0.key)
    }
    let (output, errors) = (path("output"), path("errors"))
    for file in [output, errors] { try "".write(toFile: file, atomically: true, encoding: .utf8) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
    process.standardError = try FileHandle(forWritingTo: URL(filePath: errors))
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus,
      output: try String(contentsOfFile: output, encoding: .utf8),
      errors: try String(contentsOfFile: errors, encoding: .utf8))
  }
}
