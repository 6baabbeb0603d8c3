package exchange.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.api.rest.World.Answer;
import exchange.api.rest.World.Member;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class IdempotencyTest {
  private static InMemoryServer server;

  @BeforeAll
  static void start() {
    server = InMemoryServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> everyPostHappensOnce() {
    return IdempotencyTable.cases(server.world());
  }

  @Test
  void aRefusalIsGivenAgainUntilTheIntentIsNew() {
    World world = server.world();
    Things things = Things.make(world);
    Member poor = world.admit("EXPORTER");
    Contract contract = world.contract();
    Map<String, Object> wish = world.body(contract.operation("fileLeaseRequest"), things);
    String request =
        world.post(poor.token(), "/v1/lease-requests", wish).json().path("id").asString();
    String quotes = "/v1/lease-requests/" + request + "/quotes";
    String quote =
        world.post(poor.token(), quotes, null).json().path("quotes").path(0).path("id").asString();
    String held =
        world
            .post(poor.token(), "/v1/reservations", Map.of("quoteId", quote))
            .expect(201)
            .json()
            .path("id")
            .asString();
    String path = "/v1/reservations/" + held + "/confirmation";
    Answer refused = world.post(poor.token(), "first", path, null).expect(409);
    assertThat(refused.code()).isEqualTo("INSUFFICIENT_FUNDS");

    world
        .post(
            world.member("operator").token(),
            "/v1/organizations/" + poor.id() + "/deposits",
            world.body(contract.operation("depositFunds"), things))
        .expect(201);

    Answer again = world.post(poor.token(), "first", path, null).expect(409);
    assertThat(again.text()).isEqualTo(refused.text());
    world.post(poor.token(), "second", path, null).expect(201);
  }

  @Test
  void aMistakeMayBeMendedUnderTheSameKey() {
    World world = server.world();
    String owner = world.member("owner").token();
    Map<String, Object> site =
        world.body(world.contract().operation("registerWarehouse"), Things.make(world));
    site.put("zone", "Mars/Olympus");
    world.post(owner, "mended", "/v1/warehouses", site).expect(400);
    site.put("zone", "Europe/Berlin");
    world.post(owner, "mended", "/v1/warehouses", site).expect(201);
  }
}
