package exchange.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.api.rest.Contract.Operation;
import exchange.api.rest.World.Answer;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/** Versions, pages and what a reader may keep. */
class EditsTest {
  private static InMemoryServer server;
  private static World world;

  @BeforeAll
  static void start() {
    server = InMemoryServer.start();
    world = server.world();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer put(String path, Object body, String ifMatch) {
    return world.send(
        "PUT",
        path,
        headers -> {
          headers.setBearerAuth(world.member("owner").token());
          if (ifMatch != null) {
            headers.set(HttpHeaders.IF_MATCH, ifMatch);
          }
        },
        body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"replaceWarehouse", "reviseListing"})
  void anEditNamesTheVersionItWasMadeFrom(String operationId) {
    Things things = Things.make(world);
    Operation edit = world.contract().operation(operationId);
    String path = things.path(edit);
    Map<String, Object> body = world.body(edit, things);
    String owner = world.member("owner").token();

    assertThat(put(path, body, null).expect(428).code()).isEqualTo("PRECONDITION_REQUIRED");
    String read = world.get(owner, path).expect(200).headers().getETag();
    assertThat(read).isEqualTo("\"1\"");
    Answer edited = put(path, body, read).expect(200);
    assertThat(edited.headers().getETag()).isEqualTo("\"2\"");
    assertThat(put(path, body, read).expect(412).code()).isEqualTo("PRECONDITION_FAILED");
    Answer now = world.get(owner, path).expect(200);
    assertThat(now.headers().getETag()).isEqualTo("\"2\"");
    assertThat(now.text()).isEqualTo(edited.text());
  }

  /** Who reads everything still edits only what is its own. */
  @ParameterizedTest
  @ValueSource(strings = {"replaceWarehouse", "reviseListing"})
  void anOperatorWhoIsAnOwnerTooDoesNotEditForOthers(String operationId) {
    Things things = Things.make(world);
    Operation edit = world.contract().operation(operationId);
    String both = world.admit("OPERATOR", "OWNER").token();
    Answer answer =
        world.send(
            "PUT",
            things.path(edit),
            headers -> {
              headers.setBearerAuth(both);
              headers.set(HttpHeaders.IF_MATCH, "\"1\"");
            },
            world.body(edit, things));
    assertThat(answer.expect(404).code()).isEqualTo("NOT_FOUND");
  }

  @Test
  void whatIsUnchangedIsNotSentAgain() {
    Things things = Things.make(world);
    Answer unchanged =
        world.send(
            "GET",
            "/v1/listings/" + things.id("listingId"),
            headers -> {
              headers.setBearerAuth(world.member("exporter").token());
              headers.set(HttpHeaders.IF_NONE_MATCH, "\"1\"");
            },
            null);
    unchanged.expect(304);
    assertThat(unchanged.text()).isEmpty();
    assertThat(unchanged.headers().getCacheControl()).contains("private", "no-cache");
  }

  @Test
  void whatIsPrivateIsNotKept() {
    Answer wallet =
        world.get(
            world.member("exporter").token(),
            "/v1/organizations/" + world.member("exporter").id() + "/wallet");
    assertThat(wallet.expect(200).headers().getCacheControl()).contains("no-store");
  }

  @Test
  void pagesTogetherAreTheList() {
    for (int i = 0; i < 3; i++) {
      Things.make(world);
    }
    String operator = world.member("operator").token();
    String list = "/v1/lease-requests";
    JsonNode whole = world.get(operator, list + "?limit=200").expect(200).json();
    assertThat(whole.has("nextCursor")).isFalse();
    Set<String> seen = new HashSet<>();
    String cursor = "";
    int pages = 0;
    do {
      JsonNode page = world.get(operator, list + "?limit=4" + cursor).expect(200).json();
      for (JsonNode item : page.path("items")) {
        assertThat(seen.add(item.path("id").asString())).isTrue();
      }
      cursor = page.has("nextCursor") ? "&cursor=" + page.path("nextCursor").asString() : null;
      pages++;
    } while (cursor != null);
    assertThat(seen).hasSize(whole.path("items").size());
    assertThat(pages).isEqualTo((seen.size() + 3) / 4);
  }

  @Test
  void listingsCanBeFiltered() {
    Things.make(world);
    String exporter = world.member("exporter").token();
    String owner = world.member("owner").id();
    String mine = "/v1/listings?ownerId=" + owner;
    assertThat(world.get(exporter, mine).expect(200).json().path("items")).isNotEmpty();
    assertThat(world.get(exporter, mine + "&country=NL").json().path("items")).isEmpty();
    assertThat(world.get(exporter, mine + "&storageClass=FROZEN").json().path("items")).isEmpty();
    assertThat(world.get(exporter, mine + "&storageClass=AMBIENT&country=DE").json().path("items"))
        .isNotEmpty();
  }

  @Test
  void aStoreThatDoesNotAnswerIsDownWithoutAToken() {
    Answer health = world.send("GET", "/v1/health", headers -> headers.setBearerAuth("old"), null);
    assertThat(health.expect(200).json().toString())
        .isEqualTo(
            "{\"status\":\"DOWN\",\"postgresql\":\"UP\",\"redis\":\"DOWN\",\"books\":\"UP\"}");
  }
}
