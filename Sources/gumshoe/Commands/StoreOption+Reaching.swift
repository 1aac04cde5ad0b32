import InvestigationService

extension StoreOption {
  /// Opens the store for a call and closes it behind that; one that is not there may be made.
  ///
  /// - Throws: ``StartFailure``.
  func reaching<Result>(
    mayMake: Bool = false, _ body: (SQLiteSessionStore) async throws -> Result
  ) async throws -> Result {
    let path = mayMake ? try resolved() : try existing()
    let store = try ServerLaunch.store(at: path)
    let result = try await ServerLaunch.reaching(path) { try await body(store) }
    await store.close()
    return result
  }
}
