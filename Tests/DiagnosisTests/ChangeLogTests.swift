import Evidence
import Testing

@testable import Diagnosis

/// What is a log of changes by its name, and a version by how it stands in a message.
@Suite struct ChangeLogTests {
  @Test(arguments: [
    ("rollouts", "web/app.log", true), ("argocd", "a.log", true),
    ("app", "ops/prod-changes.log", true),
    ("ci-cd", "x.txt", true), ("release-notes-api", "api.log", false),
    ("changefeed", "db.log", false),
    ("app", "deploy/web/app.log", false), ("price-changes", "p.log", false),
  ])
  func `a log is kept of changes where its name says nothing else`(
    service: String, path: String, isOne: Bool
  ) {
    let sample = Sample(
      reference: Reference(source: "files", locator: .line(path: path, number: 1)),
      service: service, text: "anything")
    #expect((ChangeLog(sample) != nil) == isOne)
  }

  @Test(arguments: [
    ("Using image cache:7.0.0-alpine", "7.0.0"), ("agent starting, version 2.10.4", "2.10.4"),
    ("using peer 10.2.3.4", nil), ("took 1.2.3 of nothing", nil), ("running for 4.2 s", nil),
  ])
  func `a version has three parts and a word for it`(message: String, version: String?) {
    #expect(VersionChanges.version(in: message) == version)
  }
}
