import Testing

@testable import Diagnosis

/// Work that is done side by side.
@Suite struct ConcurrentlyTests {
  @Test(arguments: [0, 1, 31, 32, 33, 1000])
  func `Results stand in the order of the items`(count: Int) {
    let items = Array(0..<count)
    #expect(Concurrently.map(items) { $0 * 3 } == items.map { $0 * 3 })
    // Also where one of those side by side does several itself.
    let nested = Concurrently.map(items) { item in Concurrently.map([item, 1], { $0 }) }
    #expect(nested == items.map { [$0, 1] })
  }
}
