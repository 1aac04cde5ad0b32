import ArgumentParser

@main
struct Gumshoe: AsyncParsableCommand {
  func run() async throws {}
}
