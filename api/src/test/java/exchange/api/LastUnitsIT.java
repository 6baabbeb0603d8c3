package exchange.api;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.api.rest.World;
import exchange.api.rest.World.Answer;
import exchange.api.rest.World.Member;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many hands reach for the last units of a slot. */
class LastUnitsIT {
  private static final int CALLERS = 50;

  private static RunningExchange exchange;
  private static World world;

  @BeforeAll
  static void start() {
    exchange = RunningExchange.start();
    world = exchange.world();
  }

  @AfterAll
  static void stop() {
    exchange.close();
  }

  @AfterEach
  void booksAreInOrder() {
    Books.areInOrder(exchange);
  }

  @Test
  void asManyLeasesAsFitAndNotOneMore() throws Exception {
    Slot slot = Slot.publish(world, 72);
    List<Member> exporters = List.of(slot.exporter(), slot.exporter(), slot.exporter());
    List<Callable<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      Member exporter = exporters.get(i % exporters.size());
      String quote = slot.quote(exporter, 10);
      calls.add(
          () -> {
            Answer held = slot.reserve(exporter, quote);
            return held.status().is2xxSuccessful()
                ? slot.confirm(exporter, UUID.randomUUID().toString(), Slot.id(held))
                : held;
          });
    }
    long before = contracts();
    List<Answer> answers = Slot.atOnce(calls);
    assertThat(answers).filteredOn(answer -> answer.status().value() == 201).hasSize(7);
    assertThat(answers)
        .filteredOn(answer -> answer.status().value() != 201)
        .hasSize(CALLERS - 7)
        .allSatisfy(
            answer -> assertThat(answer.expect(409).code()).isEqualTo("CAPACITY_EXHAUSTED"));
    assertThat(contracts() - before).isEqualTo(7);
    assertThat(slot.free()).hasSize(10).containsOnly(2);
  }

  @Test
  void oneReservationConfirmedManyTimesIsOneLease() throws Exception {
    Slot slot = Slot.publish(world, 10);
    Member exporter = slot.exporter();
    String reservation = slot.reservation(exporter, 10);
    long before = contracts();
    List<Callable<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      calls.add(() -> slot.confirm(exporter, UUID.randomUUID().toString(), reservation));
    }
    List<Answer> answers = Slot.atOnce(calls);
    assertThat(answers).filteredOn(answer -> answer.status().value() == 201).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.status().value() != 201)
        .allSatisfy(answer -> assertThat(answer.expect(409).code()).isEqualTo("RESERVATION_ENDED"));
    assertThat(contracts() - before).isEqualTo(1);
    assertThat(slot.free()).containsOnly(0);
  }

  @Test
  void oneIntentSentManyTimesIsAnsweredOnce() throws Exception {
    Slot slot = Slot.publish(world, 10);
    Member exporter = slot.exporter();
    String reservation = slot.reservation(exporter, 10);
    long before = contracts();
    Callable<Answer> call = () -> slot.confirm(exporter, "the-same", reservation);
    List<Answer> answers = Slot.atOnce(Collections.nCopies(CALLERS, call));
    Answer after = call.call().expect(201);
    assertThat(answers)
        .allSatisfy(
            answer -> {
              if (answer.status().value() == 201) {
                assertThat(answer.text()).isEqualTo(after.text());
              } else {
                assertThat(answer.expect(409).code()).isEqualTo("IDEMPOTENCY_KEY_IN_FLIGHT");
              }
            });
    assertThat(contracts() - before).isEqualTo(1);
  }

  private static long contracts() {
    return exchange.number("select count(*) from contract");
  }
}
