import Investigation
import Testing

@Suite struct EvidenceReaderTests {
  @Test func `evidence that is missing is named, not thrown`() async throws {
    let index = try await EvidenceReader(locations: ["/no/such/folder"]).index()
    #expect(index.unread.map(\.path) == ["/no/such/folder"])
    #expect(index.series.isEmpty)
  }
}
