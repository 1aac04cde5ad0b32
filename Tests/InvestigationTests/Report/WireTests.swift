import Evidence
import Foundation
import SessionsAPI
import TestSupport
import Testing
import Timeline

@testable import Investigation

/// What the engine writes for the API is what the contract says, list by list.
@Suite(.steppingBack) struct WireTests {
  @Test func `the engine's kinds of sections are those of the contract, in its order`() {
    let ours = Investigation.Report.Kind.allCases.map(\.rawValue)
    #expect(ours == SessionsAPI.Report.Kind.known.map(\.rawValue))
  }

  @Test func `the engine's kinds of exhibits are those of the contract`() {
    let ours = ReportDocument.Kind.allCases.map(\.rawValue)
    #expect(ours == SessionsAPI.Report.Exhibit.Kind.known.map(\.rawValue))
  }

  @Test func `the engine's depths are the contract's thinking modes`() {
    for mode in ["auto", "deep", "fast"] {
      #expect(Inquiry.Depth(rawValue: mode) != nil)
      #expect(ThinkingMode(rawValue: mode) != nil)
    }
    #expect(Set(ThinkingMode.allCases.map(\.rawValue)) == ["auto", "deep", "fast"])
  }

  @Test func `the contract reads the engine's report, and every part of it is the same`()
    async throws
  {
    let folder = try TemporaryFolder()
    try ShopLogs.write(to: folder)
    let answer = try await fileEngine().answer(
      Inquiry(question: "why did checkout start failing?", evidence: [folder.path])
    ) { _ in }
    let file = CaseFile.read(answer.memory).file
    let report = try ContractJSON.decode(
      SessionsAPI.Report.self, from: try #require(answer.report))
    #expect(report.sections.allSatisfy { SessionsAPI.Report.Kind.known.contains($0.kind) })
    #expect(report.exhibits.count == file.exhibits.count)
    for (wire, exhibit) in zip(report.exhibits, file.exhibits) {
      #expect(SessionsAPI.Report.Exhibit.Kind.known.contains(wire.kind))
      #expect(wire.number == exhibit.number)
      #expect(wire.path.map { "\($0):\(wire.line ?? 0)" } == "\(exhibit.reference)")
      #expect(wire.quote == exhibit.quote && wire.service == exhibit.sample.service)
      let time = try #require(exhibit.sample.time?.instant)
      #expect(wire.time.map(SessionsAPI.Timestamp.string) == time.rfc3339)
      #expect(wire.count ?? 1 == exhibit.count)
      #expect(wire.context?.map(\.text) ?? [] == exhibit.context.map(\.text))
    }
  }
}
