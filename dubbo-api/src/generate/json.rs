//! The contract as JSON: service definitions for dubbo-admin, an OpenAPI document, and the events' schemas.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::model::{Class, Contract, EVENT_PACKAGE, Service, Type, simple};
use crate::event;

/// The definition which dubbo-admin reads to show and test a service
/// (`org.apache.dubbo.metadata.definition.model.ServiceDefinition`).
pub(super) fn service_definition(contract: &Contract, service: &Service) -> Value {
    let methods: Vec<_> = service
        .methods
        .iter()
        .map(|method| {
            let parameters: Vec<_> = method
                .params
                .iter()
                .map(|param| param.ty.erased())
                .collect();
            json!({
                "name": method.name,
                "parameterTypes": parameters,
                "returnType": method.returns.reflected(),
                "annotations": [],
            })
        })
        .collect();
    json!({
        "canonicalName": service.name,
        "codeSource": "",
        "methods": methods,
        "types": type_definitions(contract, service),
        "annotations": [],
    })
}

/// Every type that the methods reach, generic ones with their arguments, each once.
fn type_definitions(contract: &Contract, service: &Service) -> Vec<Value> {
    let mut seen = BTreeSet::new();
    let mut types = Vec::new();
    let mut pending: Vec<Type> = service
        .methods
        .iter()
        .flat_map(|m| {
            m.params
                .iter()
                .map(|p| p.ty.clone())
                .chain([m.returns.clone()])
        })
        .collect();
    pending.reverse();
    while let Some(ty) = pending.pop() {
        let name = ty.reflected();
        if !seen.insert(name.clone()) {
            continue;
        }
        let mut definition = Map::from_iter([("type".to_owned(), json!(name))]);
        match &ty {
            Type::Class(class, args) => {
                let class = contract.class(class);
                let fields: Vec<_> = class
                    .fields
                    .iter()
                    .map(|f| (f.name.clone(), bound(&f.ty, class, args)))
                    .collect();
                let properties: Map<_, _> = fields
                    .iter()
                    .map(|(name, ty)| (name.clone(), json!(ty.reflected())))
                    .collect();
                definition.insert("properties".to_owned(), Value::Object(properties));
                pending.extend(fields.into_iter().map(|(_, ty)| ty));
            }
            Type::List(item) => {
                definition.insert("items".to_owned(), json!([item.reflected()]));
                pending.push((**item).clone());
            }
            Type::TextMap => {
                definition.insert(
                    "items".to_owned(),
                    json!(["java.lang.String", "java.lang.String"]),
                );
            }
            _ => {}
        }
        types.push(Value::Object(definition));
    }
    types
}

fn bound(ty: &Type, class: &Class, args: &[Type]) -> Type {
    match ty {
        Type::Param(name) => {
            let position = class.params.iter().position(|param| param == name);
            position
                .and_then(|i| args.get(i))
                .expect("a class binds its own parameters")
                .clone()
        }
        Type::List(item) => Type::List(Box::new(bound(item, class, args))),
        other => other.clone(),
    }
}

/// What a JSON Schema says of a type; `refs` is where classes are described.
fn json_schema(contract: &Contract, ty: &Type, refs: &str) -> Value {
    match ty {
        Type::Long => json!({"type": "integer", "format": "int64"}),
        Type::Int => json!({"type": "integer", "format": "int32"}),
        Type::Bool => json!({"type": "boolean"}),
        Type::Double => json!({"type": "number", "format": "double"}),
        Type::BoxedLong => json!({"type": ["integer", "null"], "format": "int64"}),
        Type::BoxedInt => json!({"type": ["integer", "null"], "format": "int32"}),
        Type::BoxedBool => json!({"type": ["boolean", "null"]}),
        Type::BoxedDouble => json!({"type": ["number", "null"], "format": "double"}),
        Type::Text => json!({"type": ["string", "null"]}),
        Type::Date => {
            json!({"type": ["integer", "null"], "format": "int64", "description": "milliseconds since the epoch"})
        }
        Type::Void => json!({"type": "null"}),
        Type::List(item) => json!({"type": "array", "items": json_schema(contract, item, refs)}),
        Type::TextMap => json!({"type": "object", "additionalProperties": {"type": "string"}}),
        Type::Class(name, args) if args.is_empty() => {
            json!({"$ref": format!("{refs}{}", simple(name))})
        }
        Type::Class(name, args) => object(contract, contract.class(name), args, refs),
        Type::Param(name) => json!({"description": format!("{name}: see the payload")}),
    }
}

fn object(contract: &Contract, class: &Class, args: &[Type], refs: &str) -> Value {
    let properties: Map<_, _> = class
        .fields
        .iter()
        .map(|field| {
            let ty = if args.is_empty() {
                field.ty.clone()
            } else {
                bound(&field.ty, class, args)
            };
            let mut schema = json_schema(contract, &ty, refs);
            if let Some(of) = contract
                .code_sets
                .iter()
                .find(|set| field.doc.contains(&format!("`{}`", set.name)))
                && ty == Type::Text
            {
                let known: Vec<_> = of.values.iter().map(|value| value.value).collect();
                schema["examples"] = json!(known);
            }
            if schema.get("$ref").is_none() {
                schema["description"] = json!(field.doc.trim());
            }
            (field.name.clone(), schema)
        })
        .collect();
    json!({"type": "object", "description": class.doc.trim(), "properties": properties})
}

/// The OpenAPI 3.1 document of the calls as JSON over HTTP: `POST /{interface}/{method}` with the arguments as an array.
pub(super) fn open_api(contract: &Contract) -> Value {
    let refs = "#/components/schemas/";
    let mut paths = Map::new();
    for service in &contract.services {
        for method in &service.methods {
            let items: Vec<_> = method
                .params
                .iter()
                .map(|p| json_schema(contract, &p.ty, refs))
                .collect();
            let count = items.len();
            paths.insert(
                format!("/{}/{}", service.name, method.name),
                json!({"post": {
                    "tags": [simple(&service.name)],
                    "operationId": format!("{}.{}", simple(&service.name), method.name),
                    "summary": method.doc.trim(),
                    "requestBody": {"content": {"application/json": {"schema":
                        {"type": "array", "prefixItems": items, "minItems": count, "maxItems": count}}}},
                    "responses": {"200": {"description": "the outcome; a refusal is a code in it",
                        "content": {"application/json": {"schema": json_schema(contract, &method.returns, refs)}}}},
                }}),
            );
        }
    }
    let schemas: Map<_, _> = contract
        .call_classes()
        .filter(|class| class.params.is_empty())
        .map(|class| {
            (
                simple(&class.name).to_owned(),
                object(contract, class, &[], refs),
            )
        })
        .collect();
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Stock center (库存中心)", "version": env!("CARGO_PKG_VERSION")},
        "paths": paths,
        "components": {"schemas": schemas},
    })
}

/// The JSON Schema of every event: by routing key the envelope with its payload.
pub(super) fn events(contract: &Contract) -> Value {
    let refs = "#/$defs/";
    let envelope = contract.class(&format!("{EVENT_PACKAGE}.Event"));
    let events: Map<_, _> = event::PUBLISHED
        .iter()
        .map(|published| {
            let payload = Type::Class(format!("{EVENT_PACKAGE}.{}", published.payload), Vec::new());
            (
                published.key.to_owned(),
                object(contract, envelope, &[payload], refs),
            )
        })
        .collect();
    let definitions = event_definitions(contract, refs);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Events of the stock center (库存中心事件)",
        "exchange": event::EXCHANGE,
        "properties": events,
        "$defs": definitions,
    })
}

fn event_definitions(contract: &Contract, refs: &str) -> Map<String, Value> {
    let classes = contract.event_classes();
    classes
        .filter(|class| class.params.is_empty())
        .map(|class| {
            (
                simple(&class.name).to_owned(),
                object(contract, class, &[], refs),
            )
        })
        .collect()
}

/// The AsyncAPI 3.0 document of the events: exchange, routing keys, headers and the envelope with its payload.
pub(super) fn async_api(contract: &Contract) -> Value {
    let refs = "#/components/schemas/";
    let envelope = contract.class(&format!("{EVENT_PACKAGE}.Event"));
    let (mut channels, mut operations, mut messages) = (Map::new(), Map::new(), Map::new());
    for published in event::PUBLISHED {
        // Identifiers have neither dots nor braces.
        let id = published.key.replace(['.', '{'], "_").replace('}', "");
        let parameters: Map<_, _> = published
            .key
            .split('{')
            .skip(1)
            .filter_map(|part| part.split('}').next())
            .map(|name| {
                (
                    name.to_owned(),
                    json!({"description": format!("the {name}'s code")}),
                )
            })
            .collect();
        channels.insert(
            id.clone(),
            json!({
                "address": published.key,
                "parameters": parameters,
                "messages": {&id: {"$ref": format!("#/components/messages/{id}")}},
                "x-sent-by-this-release": published.is_sent,
                "bindings": {"amqp": {"is": "routingKey", "exchange":
                    {"name": event::EXCHANGE, "type": "topic", "durable": true, "autoDelete": false}}},
            }),
        );
        operations.insert(
            format!("send_{id}"),
            json!({
                "action": "send",
                "channel": {"$ref": format!("#/channels/{id}")},
                "bindings": {"amqp": {"deliveryMode": 2, "mandatory": true, "timestamp": true}},
            }),
        );
        let payload = Type::Class(format!("{EVENT_PACKAGE}.{}", published.payload), Vec::new());
        let doc = &contract
            .class(&format!("{EVENT_PACKAGE}.{}", published.payload))
            .doc;
        messages.insert(
            id,
            json!({
                "name": published.key,
                "summary": doc.trim(),
                "contentType": "application/json",
                "headers": {"$ref": "#/components/schemas/Headers"},
                "payload": object(contract, envelope, &[payload], refs),
            }),
        );
    }
    let mut schemas = event_definitions(contract, refs);
    schemas.insert(
        "Headers".to_owned(),
        json!({"type": "object", "properties": {
            "tenant": {"type": "string"},
            "aggregateId": {"type": "string"},
            "aggregateSeq": {"type": "integer", "format": "int64"},
            "traceId": {"type": "string", "description": "the caller's trace, where it sent one"},
            "replayed": {"type": "boolean", "description": "an operator had it sent again"},
        }}),
    );
    json!({
        "asyncapi": "3.0.0",
        "info": {
            "title": "Events of the stock center (库存中心事件)",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "At least once, in order per aggregate: a consumer drops what is not above the last aggregateSeq it saw of an aggregateId, and asks by number when it sees a gap. A queue whose consumer relies on the order is declared with x-single-active-consumer: without it the broker may hand later messages out before it gives back those that a lost connection had not acknowledged. AMQP message-id is the eventId.",
        },
        "defaultContentType": "application/json",
        "channels": channels,
        "operations": operations,
        "components": {"messages": messages, "schemas": schemas},
    })
}
