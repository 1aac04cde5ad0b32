/// Which part of the list is asked for: everything, or one page of it.
package struct PageRequest: Hashable, Sendable {
  /// The page, from 1; nil together with `limit` asks for everything in one answer.
  package var page: Int?
  /// The sessions a page, from 1; 20 where only `page` is given.
  package var limit: Int?

  /// Everything in one answer.
  package static let everything = PageRequest(page: nil, limit: nil)

  /// The sessions a page where only the page is given.
  package static let defaultLimit = 20

  package init(page: Int?, limit: Int?) {
    self.page = page
    self.limit = limit
  }
}
