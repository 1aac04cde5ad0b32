import Foundation
import Testing

/// Fails where a file other than a named one tells platforms apart: that is CPlatform's business.
@Suite struct PlatformTests {
  /// The files that may, each with what no header of CPlatform could take off it; at most ``limit``.
  static let allowed = [
    "Tests/HouseTests/MakefileProject.swift":
      "the Makefile links the binary once more on Linux alone",
    "Tests/ShellTests/OutboxOwners.swift": "the lock of an open file is numbered differently",
    "Tests/EndToEndTests/Engine/EngineDeathTests.swift": "/proc and prlimit(1) reach the engine",
    "Tests/EndToEndTests/Engine/DeadlyQuestionTests.swift": "/proc tells one engine from the next",
    "Tests/EndToEndTests/Engine/FaultyEngineTests.swift": "/proc tells that the engine has gone",
  ]

  /// How many files there may be at the most: more would no longer be exceptions.
  static let limit = 5

  @Test func `a file that tells platforms apart is named here with its reason`() throws {
    var found: Set<String> = []
    for folder in ["Sources", "Tests"] {
      let files = try #require(
        FileManager.default.enumerator(atPath: LayerTests.root.appending(path: folder).path))
      for case let file as String in files where file.hasSuffix(".swift") {
        let path = "\(folder)/\(file)"
        let text = try String(contentsOf: LayerTests.root.appending(path: path), encoding: .utf8)
        if text.split(separator: "\n").contains(where: Self.tellsPlatformsApart) {
          found.insert(path)
        }
      }
    }
    #expect(found.subtracting(Self.allowed.keys).sorted() == [], "not named here")
    #expect(Set(Self.allowed.keys).subtracting(found).sorted() == [], "named without need")
    #expect(Self.allowed.count <= Self.limit)
  }

  @Test(arguments: [
    ("#if canImport(Glibc)", true), ("  #elseif canImport(Darwin)", true), ("#if os(Linux)", true),
    ("#if !os(macOS) && FAULTS", true), ("  import Musl", true), ("internal import Darwin", true),
    ("import Darwin.POSIX", true), ("@preconcurrency package import Glibc", true),
    ("import struct Glibc.stat", true),
    ("#if canImport(FoundationEssentials)", false), ("#if FAULTS", false),
    ("import CPlatform", false), ("// canImport(Glibc)", false),
    ("let a = \"import Glibc\"", false),
  ])
  func `conditions on systems and imports of C libraries tell platforms apart`(
    line: String, tells: Bool
  ) {
    #expect(Self.tellsPlatformsApart(line[...]) == tells)
  }

  /// Whether a line is a condition on the system, or an import of its C library.
  ///
  /// `#if os(Linux)` is, `#if canImport(FoundationEssentials)` is not: that is one library in two
  /// sizes.
  private static func tellsPlatformsApart(_ line: Substring) -> Bool {
    guard let first = line.first(where: { $0 != " " }), first.isLetter || "#@".contains(first)
    else { return false }
    let libraries: Set = ["Android", "Darwin", "Glibc", "Musl", "SwiftGlibc"]
    let words = line.split { !$0.isLetter && !"#@_".contains($0) }.map(String.init)
    if words.first == "#if" || words.first == "#elseif" {
      return words.contains("os") || !libraries.isDisjoint(with: words)
    }
    let access: Set = ["public", "package", "internal", "fileprivate", "private"]
    let isImport = words.first { !$0.hasPrefix("@") && !access.contains($0) } == "import"
    return isImport && !libraries.isDisjoint(with: words)
  }
}
