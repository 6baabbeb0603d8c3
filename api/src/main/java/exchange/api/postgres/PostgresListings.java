package exchange.api.postgres;

import exchange.core.listing.Listing;
import exchange.core.listing.Listings;
import exchange.core.values.Page;
import exchange.core.values.StorageClass;
import exchange.core.values.Unit;
import exchange.core.values.Versioned;
import io.r2dbc.spi.ConnectionFactory;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

public final class PostgresListings implements Listings {
  private static final Function<String, Listing> LISTING = Documents.reader(Listing.class);
  private static final Function<String, Versioned<Listing>> VERSIONED =
      Documents.reader(new TypeReference<>() {});

  private final Database database;

  public PostgresListings(ConnectionFactory connections) {
    this.database = new Database(connections);
  }

  @Override
  public Mono<Versioned<Listing>> add(Listing listing) {
    return database.change("publish_listing", listing, VERSIONED);
  }

  @Override
  public Mono<Versioned<Listing>> find(UUID id) {
    return database.one(
        "select versioned(doc, version)::text from listing where id = $1", VERSIONED, id);
  }

  @Override
  public Mono<Page<Versioned<Listing>>> page(Filter filter, Page.Query query) {
    return database.page(
        """
        select seq, versioned(doc, version)::text from listing
        where seq < $1 and ($2 is null or owner_id = $2)
          and ($3 is null or storage_class = $3) and ($4 is null or country = $4)""",
        query,
        VERSIONED,
        filter.ownerId().<Object>map(id -> id).orElse(Database.Nothing.OF_UUID),
        text(filter.storageClass().map(Enum::name)),
        text(filter.country()));
  }

  private static Object text(Optional<String> filter) {
    return filter.<Object>map(value -> value).orElse(Database.Nothing.OF_TEXT);
  }

  @Override
  public Mono<Versioned<Listing>> replace(Listing listing, int version) {
    return database.change("revise_listing", new Versioned<>(listing, version), VERSIONED);
  }

  @Override
  public Flux<Listing> open(StorageClass storageClass, Unit unit) {
    return database.all(
        """
        select doc::text from listing
        where storage_class = $1 and unit = $2 and open order by id""",
        LISTING,
        storageClass.name(),
        unit.name());
  }
}
