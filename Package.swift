// swift-tools-version: 6.2

import PackageDescription

/// Settings that hold for every target of ours.
let house: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "gumshoe",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "gumshoe", targets: ["gumshoe"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // C libraries of the system.
    .systemLibrary(
      name: "CZlib", path: "Modules/CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),

    // The stairs, bottom to top: see "The house" in README.md.
    .target(name: "SessionsAPI", swiftSettings: house),
    .target(name: "Investigation", dependencies: ["CZlib"], swiftSettings: house),
    .executableTarget(
      name: "gumshoe",
      dependencies: [
        "SessionsAPI", "Investigation",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: house),

    // Tests and measurements.
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "Investigation", "CZlib",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tests/Benchmarks", swiftSettings: house),
    .testTarget(
      name: "InvestigationTests", dependencies: ["Investigation", "CZlib"], swiftSettings: house),
    .testTarget(name: "SessionsAPITests", dependencies: ["SessionsAPI"], swiftSettings: house),
  ],
  swiftLanguageModes: [.v6]
)
