package exchange.api.postgres;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import exchange.core.capacity.CapacityProfile;
import exchange.core.capacity.Reservation;
import exchange.core.matching.MatchingRound;
import exchange.core.matching.Proposal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * How records of exchange-core are written into the books. Their component names are the format:
 * renaming one takes a migration.
 */
final class Documents {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(new MoneySerializer())
                  .addDeserializer(Money.class, new MoneyDeserializer())
                  .addSerializer(new CurrencySerializer())
                  .addDeserializer(CurrencyUnit.class, new CurrencyDeserializer())
                  .addKeySerializer(CurrencyUnit.class, new CurrencyKeySerializer())
                  .addKeyDeserializer(CurrencyUnit.class, new CurrencyKeyDeserializer()))
          .addMixIn(CapacityProfile.class, ProfileFields.class)
          .addMixIn(Reservation.class, ReservationStates.class)
          .addMixIn(MatchingRound.State.class, RoundStates.class)
          .addMixIn(Proposal.Outcome.class, Outcomes.class)
          .build();

  private Documents() {}

  static String write(Object document) {
    return MAPPER.writeValueAsString(document);
  }

  static <T> Function<String, T> reader(Class<T> type) {
    return json -> MAPPER.readValue(json, type);
  }

  static <T> Function<String, T> reader(TypeReference<T> type) {
    return json -> MAPPER.readValue(json, type);
  }

  /** The name under which a state is written. */
  static String state(MatchingRound.State state) {
    return Arrays.stream(RoundStates.class.getAnnotation(JsonSubTypes.class).value())
        .filter(each -> each.value().isInstance(state))
        .findFirst()
        .orElseThrow()
        .name();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Reservation.Held.class, name = "HELD"),
    @JsonSubTypes.Type(value = Reservation.Confirmed.class, name = "CONFIRMED"),
    @JsonSubTypes.Type(value = Reservation.Released.class, name = "RELEASED"),
    @JsonSubTypes.Type(value = Reservation.Expired.class, name = "EXPIRED")
  })
  private interface ReservationStates {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = MatchingRound.Queued.class, name = "QUEUED"),
    @JsonSubTypes.Type(value = MatchingRound.Running.class, name = "RUNNING"),
    @JsonSubTypes.Type(value = MatchingRound.Finished.class, name = "FINISHED"),
    @JsonSubTypes.Type(value = MatchingRound.Failed.class, name = "FAILED")
  })
  private interface RoundStates {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Proposal.Matched.class, name = "MATCHED"),
    @JsonSubTypes.Type(value = Proposal.Unmatched.class, name = "UNMATCHED")
  })
  private interface Outcomes {}

  @JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
  private abstract static class ProfileFields {
    @SuppressWarnings("UnusedVariable")
    @JsonCreator
    ProfileFields(
        @JsonProperty("firstDay") LocalDate firstDay, @JsonProperty("units") int[] units) {}
  }

  /** Money in minor units, so that SQL can add it up. */
  private static final class MoneySerializer extends StdSerializer<Money> {
    MoneySerializer() {
      super(Money.class);
    }

    @Override
    public void serialize(Money money, JsonGenerator json, SerializationContext context) {
      json.writeStartObject();
      json.writeNumberProperty("minor", money.getAmountMinorLong());
      json.writeStringProperty("currency", money.getCurrencyUnit().getCode());
      json.writeEndObject();
    }
  }

  private static final class MoneyDeserializer extends StdDeserializer<Money> {
    MoneyDeserializer() {
      super(Money.class);
    }

    @Override
    public Money deserialize(JsonParser json, DeserializationContext context) {
      long minor = 0;
      String currency = "";
      for (String name = json.nextName(); name != null; name = json.nextName()) {
        json.nextToken();
        switch (name) {
          case "minor" -> minor = json.getLongValue();
          case "currency" -> currency = json.getString();
          default -> json.skipChildren();
        }
      }
      return Money.ofMinor(CurrencyUnit.of(currency), minor);
    }
  }

  private static final class CurrencySerializer extends StdSerializer<CurrencyUnit> {
    CurrencySerializer() {
      super(CurrencyUnit.class);
    }

    @Override
    public void serialize(CurrencyUnit currency, JsonGenerator json, SerializationContext context) {
      json.writeString(currency.getCode());
    }
  }

  private static final class CurrencyDeserializer extends StdDeserializer<CurrencyUnit> {
    CurrencyDeserializer() {
      super(CurrencyUnit.class);
    }

    @Override
    public CurrencyUnit deserialize(JsonParser json, DeserializationContext context) {
      return CurrencyUnit.of(json.getString());
    }
  }

  private static final class CurrencyKeySerializer extends StdSerializer<CurrencyUnit> {
    CurrencyKeySerializer() {
      super(CurrencyUnit.class);
    }

    @Override
    public void serialize(CurrencyUnit currency, JsonGenerator json, SerializationContext context) {
      json.writeName(currency.getCode());
    }
  }

  private static final class CurrencyKeyDeserializer extends KeyDeserializer {
    @Override
    public CurrencyUnit deserializeKey(String key, DeserializationContext context) {
      return CurrencyUnit.of(key);
    }
  }
}
