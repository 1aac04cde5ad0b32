// swift-tools-version: 6.2

import PackageDescription

/// Settings that hold for every target of ours.
let house: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
  // Tests reach inside, in the one configuration that everything is built in.
  .unsafeFlags(["-enable-testing"]),
]

/// What the executable wires together.
let wired: [Target.Dependency] = [
  "CPlatform", "SessionsAPI", "SessionsClient", "EvidenceFiles", "EvidenceSources", "Investigation",
  "EngineProcess", "DemoIncident", "InvestigationService", "Redaction", "SessionsServer",
  "Terminal", "LineEditing", "Shell", "Timeline",
  .product(name: "ArgumentParser", package: "swift-argument-parser"),
  .product(name: "Configuration", package: "swift-configuration"),
  .product(name: "CoreMetrics", package: "swift-metrics"),
  .product(name: "Logging", package: "swift-log"),
  .product(name: "SystemPackage", package: "swift-system"),
  .product(name: "UnixSignals", package: "swift-service-lifecycle"),
  .product(name: "Yams", package: "Yams"),
]

let package = Package(
  name: "gumshoe",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "gumshoe", targets: ["gumshoe"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(
      url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(
      url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    // C libraries of the system.
    .systemLibrary(
      name: "CZlib", path: "Modules/CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),

    .systemLibrary(
      name: "CArchive", path: "Modules/CArchive", pkgConfig: "libarchive",
      providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]),
    .systemLibrary(
      name: "CDigest", path: "Modules/CDigest", pkgConfig: "libmd",
      providers: [.apt(["libmd-dev"]), .brew(["libmd"])]),
    .systemLibrary(
      name: "CLibEdit", path: "Modules/CLibEdit", pkgConfig: "libedit",
      providers: [.apt(["libedit-dev"]), .brew(["libedit"])]),
    .systemLibrary(
      name: "CMarkdown", path: "Modules/CMarkdown", pkgConfig: "md4c",
      providers: [.apt(["libmd4c-dev"]), .brew(["md4c"])]),
    .systemLibrary(
      name: "CInflate", path: "Modules/CInflate",
      providers: [.apt(["libisal-dev"]), .brew(["isa-l"])]),

    .systemLibrary(
      name: "CVTerm", path: "Modules/CVTerm", pkgConfig: "vterm",
      providers: [.apt(["libvterm-dev"]), .brew(["libvterm"])]),

    .systemLibrary(name: "CPlatform", path: "Modules/CPlatform"),

    // The stairs, bottom to top: see "The house" in README.md.
    .target(name: "Timeline", swiftSettings: house),
    .target(name: "SessionsAPI", dependencies: ["Timeline"], swiftSettings: house),
    .target(
      name: "SessionsClient",
      dependencies: [
        "SessionsAPI",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: house),
    .target(name: "Redaction", swiftSettings: house),
    .target(name: "Evidence", dependencies: ["Timeline"], swiftSettings: house),
    .target(
      name: "EvidenceFiles",
      dependencies: [
        "CArchive", "CInflate", "CPlatform", "Evidence", "Timeline",
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: house),
    .target(name: "Diagnosis", dependencies: ["Evidence", "Timeline"], swiftSettings: house),
    .target(
      name: "Investigation", dependencies: ["Evidence", "Diagnosis", "Redaction", "Timeline"],
      swiftSettings: house),
    .target(
      name: "EngineProcess",
      dependencies: [
        "CPlatform", "Investigation",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: house),
    .target(
      name: "EvidenceSources",
      dependencies: [
        "CPlatform", "Evidence", "Investigation", "Redaction", "SessionsAPI", "SessionsClient",
        "Timeline",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: house),
    .target(
      name: "DemoIncident",
      dependencies: [
        "CPlatform", "CZlib", "Timeline",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: house),
    .target(
      name: "OwnerLock",
      dependencies: ["CPlatform", .product(name: "SystemPackage", package: "swift-system")],
      swiftSettings: house),
    .target(
      name: "InvestigationService",
      dependencies: [
        "CDigest", "CPlatform", "SessionsAPI", "Investigation", "OwnerLock", "Timeline",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: house),
    .target(
      name: "SessionsServer",
      dependencies: [
        "SessionsAPI", "InvestigationService",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "CoreMetrics", package: "swift-metrics"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      resources: [.embedInCode("openapi.yaml")],
      swiftSettings: house),
    .target(name: "Terminal", dependencies: ["CMarkdown"], swiftSettings: house),
    .target(
      name: "LineEditing",
      dependencies: [
        "CLibEdit", "CPlatform", "Terminal",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: house),
    .target(
      name: "Shell",
      dependencies: [
        "CPlatform", "SessionsAPI", "OwnerLock", "Redaction", "Terminal", "LineEditing",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      exclude: ["Export/session.schema.json"],
      swiftSettings: house),
    .executableTarget(name: "gumshoe", dependencies: wired, swiftSettings: house),

    // Tests and measurements.
    // The same executable with an engine that words in a question end: see FaultyEngine.swift.
    .executableTarget(
      name: "FaultyGumshoe", dependencies: wired, path: "Tests/FaultyGumshoe",
      swiftSettings: house + [.define("FAULTS")]),
    // Asks the engine without a service, and scores it: `make evaluate`.
    .executableTarget(
      name: "Evaluate",
      dependencies: [
        "DemoIncident", "Evidence", "EvidenceFiles", "Diagnosis", "Investigation", "Timeline",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tests/Evaluate", exclude: ["Data"], swiftSettings: house),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "CPlatform", "Diagnosis", "Evidence", "EvidenceFiles", "Investigation", "EngineProcess",
        "DemoIncident", "SessionsAPI", "Shell", "TestSupport", "Timeline", "CArchive", "CZlib",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tests/Benchmarks", swiftSettings: house),
    .target(
      name: "TestSupport",
      dependencies: [
        "CPlatform", "CVTerm", "CZlib", "DemoIncident", "Investigation", "InvestigationService",
        "SessionsAPI", "SessionsServer",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/TestSupport", swiftSettings: house),
    .testTarget(
      name: "SessionsClientTests",
      dependencies: [
        "SessionsClient", "SessionsAPI", "Investigation", "InvestigationService", "Shell",
        "TestSupport",
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: house),
    .testTarget(
      name: "BenchmarksTests",
      dependencies: [
        "Benchmarks", "Evidence", "EvidenceFiles", "Investigation", "TestSupport",
      ],
      swiftSettings: house),
    .testTarget(
      name: "EvidenceSourcesTests",
      dependencies: [
        "CZlib", "Evidence", "EvidenceFiles", "EvidenceSources", "Investigation", "SessionsAPI",
        "TestSupport", "Timeline",
      ],
      swiftSettings: house),
    .testTarget(name: "RedactionTests", dependencies: ["Redaction"], swiftSettings: house),
    .testTarget(name: "TimelineTests", dependencies: ["Timeline"], swiftSettings: house),
    .testTarget(
      name: "EvidenceFilesTests",
      dependencies: [
        "CPlatform", "Evidence", "EvidenceFiles", "DemoIncident", "TestSupport", "Timeline",
        "CZlib",
      ],
      swiftSettings: house),
    .testTarget(
      name: "DiagnosisTests", dependencies: ["Diagnosis", "Evidence", "EvidenceFiles", "Timeline"],
      swiftSettings: house),
    .testTarget(
      name: "InvestigationTests",
      dependencies: [
        "CPlatform", "Diagnosis", "Evidence", "EvidenceFiles", "Investigation", "DemoIncident",
        "Redaction", "SessionsAPI", "TestSupport", "Timeline", "CZlib",
      ],
      swiftSettings: house),
    .testTarget(
      name: "EngineProcessTests",
      dependencies: [
        "EngineProcess", "EvidenceFiles", "Investigation", "gumshoe", "FaultyGumshoe",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: house),
    .testTarget(name: "DemoIncidentTests", dependencies: ["DemoIncident"], swiftSettings: house),
    .testTarget(name: "SessionsAPITests", dependencies: ["SessionsAPI"], swiftSettings: house),
    .testTarget(
      name: "InvestigationServiceTests",
      dependencies: [
        "Investigation", "InvestigationService", "SessionsAPI", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: house),
    .testTarget(
      name: "SessionsServerTests",
      dependencies: [
        "CPlatform", "SessionsServer", "Investigation", "InvestigationService", "SessionsAPI",
        "TestSupport", "Timeline",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "CoreMetrics", package: "swift-metrics"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: house),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal"], swiftSettings: house),
    .testTarget(
      name: "LineEditingTests",
      dependencies: ["DemoIncident", "LineEditing", "Terminal", "TestSupport"],
      swiftSettings: house),
    .testTarget(name: "HouseTests", swiftSettings: house),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "CPlatform", "CZlib", "gumshoe", "DemoIncident", "EvidenceSources", "Shell", "TestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Fixtures"], swiftSettings: house),
    .testTarget(
      name: "ShellTests",
      dependencies: [
        "CPlatform", "Shell", "SessionsAPI",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: house),
  ],
  swiftLanguageModes: [.v6]
)

// libFuzzer brings a main of its own and instruments all that is built: `make fuzz` asks for it.
if Context.environment["GUMSHOE_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "Fuzzing",
      dependencies: [
        "EngineProcess", "Evidence", "EvidenceFiles", "Investigation", "Timeline",
      ],
      path: "Tests/Fuzzing",
      exclude: ["Seeds"], swiftSettings: house))
}
