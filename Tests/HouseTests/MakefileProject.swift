import Foundation

/// A tree with the project's Makefile, some sources, and a compiler that is a script.
struct MakefileProject {
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

  func make(_ arguments: String...) throws -> Outcome { try make(arguments) }

  func make(_ arguments: [String]) throws -> Outcome {
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
