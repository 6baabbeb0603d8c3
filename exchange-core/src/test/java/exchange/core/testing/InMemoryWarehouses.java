package exchange.core.testing;

import exchange.core.event.EventKind;
import exchange.core.member.Caller;
import exchange.core.values.Page;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.Versioned;
import exchange.core.warehouse.Warehouse;
import exchange.core.warehouse.Warehouses;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

final class InMemoryWarehouses implements Warehouses {
  private final Books books;
  private final Map<UUID, Versioned<Warehouse>> warehouses = new LinkedHashMap<>();

  InMemoryWarehouses(Books books) {
    this.books = books;
  }

  @Override
  public Mono<Versioned<Warehouse>> add(Warehouse warehouse) {
    return books.change(
        () -> {
          if (warehouses.putIfAbsent(warehouse.id(), new Versioned<>(warehouse, 1)) == null) {
            books.events.emit(EventKind.WAREHOUSE_REGISTERED, warehouse.id(), warehouse.ownerId());
          }
          return warehouses.get(warehouse.id());
        });
  }

  @Override
  public Mono<Versioned<Warehouse>> find(UUID id, Caller caller) {
    return books.read(
        () -> {
          Versioned<Warehouse> found = warehouses.get(id);
          return found != null && sees(caller, found) ? found : null;
        });
  }

  @Override
  public Mono<Page<Versioned<Warehouse>>> page(Caller caller, Page.Query query) {
    return books.read(() -> Books.page(warehouses.values(), each -> sees(caller, each), query));
  }

  @Override
  public Mono<Versioned<Warehouse>> replace(Warehouse warehouse, int version) {
    return books.change(
        () -> {
          if (warehouses.get(warehouse.id()).version() != version) {
            throw Refusal.of(RefusalCode.PRECONDITION_FAILED);
          }
          Versioned<Warehouse> replaced = new Versioned<>(warehouse, version + 1);
          warehouses.put(warehouse.id(), replaced);
          books.events.emit(EventKind.WAREHOUSE_REPLACED, warehouse.id(), warehouse.ownerId());
          return replaced;
        });
  }

  private static boolean sees(Caller caller, Versioned<Warehouse> warehouse) {
    return caller.isOperator() || warehouse.value().ownerId().equals(caller.organizationId());
  }
}
