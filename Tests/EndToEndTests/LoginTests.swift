import Foundation
import TestSupport
import Testing

/// `gumshoe login`: a key is tried, and kept for its owner and its server alone.
@Suite struct LoginTests {
  @Test func `a key is tried, stored for its owner alone, and found nowhere else`() async throws {
    try await withServer { service, gumshoe in
      let key = service.memberKey
      let login = try await gumshoe.run(["login", "--server", service.url], script: key + "\n")
      #expect(login.status == 0, "\(login)")
      let path = gumshoe.home + "/.config/gumshoe/keys/default"
      #expect(try String(contentsOfFile: path, encoding: .utf8) == key + "\n")
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)

      let asked = try await gumshoe.run(["ask", "why?", "-v"])
      #expect(asked.status == 0 && asked.output == "Answer to why?\n")
      let script = try await gumshoe.run(
        ["--json", "-v"], script: "one\ntwo\n/sessions\n/profile\n")
      #expect(script.status == 0)
      let doctor = try await gumshoe.run(["doctor"])
      #expect(doctor.status == 0, "\(doctor)")
      let refused = try await gumshoe.run(
        ["ask", "why?"], variables: ["GUMSHOE_API_KEY": "trv_ak_unknown"])
      #expect(refused.status == 77)

      for outcome in [login, asked, script, doctor, refused] {
        #expect(!outcome.output.contains(key) && !outcome.errors.contains(key))
        #expect(!outcome.errors.contains("trv_ak_unknown"))
      }
      let holders = try files(below: gumshoe.home).filter { path in
        FileManager.default.contents(atPath: path)?.range(of: Data(key.utf8)) != nil
      }
      #expect(holders == [path])
    }
  }

  @Test func `at a terminal the key is not seen`() async throws {
    try await withServer { service, gumshoe in
      let program = try gumshoe.open(["login", "--server", service.url, "--profile", "team"])
      try await program.wait(for: "Key for \(service.url) (profile 'team'):")
      program.type("oops\u{15}" + service.adminKey + "x\u{7f}\r")
      #expect(try await program.exitStatus() == 0)
      let written = String(decoding: program.written, as: UTF8.self)
      #expect(!written.contains(service.adminKey) && !written.contains("oops"))
      let stored = try String(
        contentsOfFile: gumshoe.home + "/.config/gumshoe/keys/team", encoding: .utf8)
      #expect(stored == service.adminKey + "\n")
      let asked = try await gumshoe.run(["ask", "why?", "--profile", "team"])
      #expect(asked.output == "Answer to why?\n")
    }
  }

  @Test func `Ctrl-C at the hidden prompt stores nothing`() async throws {
    try await withServer { service, gumshoe in
      let program = try gumshoe.open(["login", "--server", service.url])
      try await program.wait(for: "Key for")
      program.type("trv_\u{3}")
      #expect(try await program.exitStatus() == 130)
      #expect(!FileManager.default.fileExists(atPath: gumshoe.home + "/.config/gumshoe/keys"))
    }
  }

  @Test func `a key that is refused is not stored`() async throws {
    try await withServer { service, gumshoe in
      let login = try await gumshoe.run(
        ["login", "--server", service.url], script: "trv_ak_made_up\n")
      #expect(login.status == 77)
      #expect(login.errors.hasPrefix("gumshoe: Nothing was stored."))
      #expect(!FileManager.default.fileExists(atPath: gumshoe.home + "/.config/gumshoe/keys"))
    }
  }

  @Test func `a login by plain HTTP is asked for once, and the profile keeps it`() async throws {
    try await withServer { service, gumshoe in
      // The address of every interface is none of loopback's, and leads to it all the same.
      let plain = service.url.replacing("127.0.0.1", with: "0.0.0.0")
      let login = try await gumshoe.run(
        ["login", "--server", plain, "--insecure", "--profile", "lab"],
        script: service.memberKey + "\n")
      #expect(login.status == 0, "\(login)")
      let asked = try await gumshoe.run(["ask", "why?", "--profile", "lab"])
      #expect(asked.status == 0 && asked.output == "Answer to why?\n", "\(asked)")
    }
  }

  @Test func `login keeps what else the configuration says`() async throws {
    try await withServer { service, gumshoe in
      try gumshoe.configure("# mine\ntimeout: 60\nprofiles:\n  a:\n    server: https://a.example\n")
      for profile in ["a", "b"] {
        let login = try await gumshoe.run(
          ["login", "--server", service.url, "--profile", profile], script: service.memberKey)
        #expect(login.status == 0, "\(login)")
      }
      let text = try String(contentsOfFile: gumshoe.configuration, encoding: .utf8)
      let server = "    server: \(service.url)\n"
      #expect(text == "# mine\ntimeout: 60\nprofiles:\n  b:\n\(server)  a:\n\(server)")
    }
  }

  private func files(below folder: String) throws -> [String] {
    let all = try #require(FileManager.default.enumerator(atPath: folder))
    return all.compactMap { $0 as? String }.map { "\(folder)/\($0)" }.filter { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        && !isFolder.boolValue
    }
  }
}
