package exchange.api.rest;

import exchange.api.wire.NewWarehouse;
import exchange.api.wire.Warehouse;
import exchange.api.wire.WarehousePage;
import exchange.api.wire.ops.WarehousesApi;
import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.values.Places;
import exchange.core.values.Versioned;
import exchange.core.warehouse.RegisterWarehouse;
import exchange.core.warehouse.Warehouses;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class WarehousesController implements WarehousesApi {
  private final Warehouses warehouses;
  private final RegisterWarehouse registerWarehouse;
  private final Places places;
  private final Writes writes;

  WarehousesController(
      Warehouses warehouses, RegisterWarehouse registerWarehouse, Places places, Writes writes) {
    this.warehouses = warehouses;
    this.registerWarehouse = registerWarehouse;
    this.places = places;
    this.writes = writes;
  }

  @Override
  public Mono<ResponseEntity<Warehouse>> registerWarehouse(
      String idempotencyKey, Mono<NewWarehouse> body, ServerWebExchange http) {
    return writes.onceMade(
        http,
        idempotencyKey,
        body,
        intent ->
            registerWarehouse.register(
                intent.caller(), site(intent.id(), intent.caller(), intent.body())),
        (intent, made) ->
            Answers.created(
                WarehousesApi.PATH_GET_WAREHOUSE, intent.id(), made, WireMembers::warehouse));
  }

  private exchange.core.warehouse.Warehouse site(UUID id, Caller owner, NewWarehouse body) {
    return WireMembers.warehouse(id, owner.organizationId(), body, places);
  }

  @Override
  public Mono<ResponseEntity<WarehousePage>> listWarehouses(
      Integer limit, @Nullable String cursor, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> warehouses.page(caller, Cursors.query(limit, cursor)))
        .map(
            page ->
                new WarehousePage(page.map(Versioned::value).map(WireMembers::warehouse).items())
                    .nextCursor(Cursors.next(page)))
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Warehouse>> getWarehouse(UUID warehouseId, ServerWebExchange http) {
    return Callers.of(http)
        .flatMap(caller -> warehouses.find(warehouseId, caller))
        .switchIfEmpty(Answers.missing())
        .map(found -> Answers.ok(found, WireMembers::warehouse));
  }

  @Override
  public Mono<ResponseEntity<Warehouse>> replaceWarehouse(
      UUID warehouseId, Mono<NewWarehouse> body, @Nullable String ifMatch, ServerWebExchange http) {
    return Mono.zip(Callers.of(http), body)
        .flatMap(both -> replace(warehouseId, both.getT1(), both.getT2(), ifMatch))
        .map(replaced -> Answers.ok(replaced, WireMembers::warehouse));
  }

  private Mono<Versioned<exchange.core.warehouse.Warehouse>> replace(
      UUID id, Caller caller, NewWarehouse body, @Nullable String ifMatch) {
    caller.require(Role.OWNER);
    return warehouses
        .find(id, caller)
        .filter(found -> found.value().ownerId().equals(caller.organizationId()))
        .switchIfEmpty(Answers.missing())
        .flatMap(found -> warehouses.replace(site(id, caller, body), Versions.required(ifMatch)));
  }
}
