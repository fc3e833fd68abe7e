# Everything installs by itself into .venv; only Python 3.11+, make and a network to PyPI are needed
# (make conformance: also a JDK of Java 17 or newer, Maven and a network to Maven Central).
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run demo test lint format openapi package deploy admin rebuild recount audit dead-letters lock clean venv venv-sam venv-bench venv-security security cost bench figures growth conformance faults load

BIN := .venv/bin
SAM := SAM_CLI_TELEMETRY=0 .venv-sam/bin/sam
PORT ?= 8710
ENV ?=
FIRST ?=
ARGS ?=
EDGES ?=
CONFORMING := $(addprefix tests/,engines store checkin registration invitations notifications publications standing suggestions)

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | awk -F '\t' '{ printf "make %-12s %s\n", $$1, $$2 }'

venv:
	@sh infra/bootstrap.sh .venv requirements.lock

venv-sam:
	@sh infra/bootstrap.sh .venv-sam requirements-sam.lock

venv-security:
	@sh infra/bootstrap.sh .venv-security requirements-security.lock

venv-bench:
	@sh infra/bootstrap.sh .venv-bench requirements-bench.lock

run: venv ## the whole backend on this machine at http://127.0.0.1:$PORT, until Ctrl-C (ARGS=--empty: no sample)
	@$(BIN)/python -m infra.local up --port $(PORT) $(ARGS)

demo: venv ## the same walk, ending by itself with an exit status
	@$(BIN)/python -m infra.local demo

test: venv ## all tests (ARGS= goes to pytest)
	@$(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

conformance: venv ## the tests that keep something in tables, on DynamoDB Local (Java 17 and Maven; ARGS=tests/store)
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal --engine dynamodb-local $(or $(ARGS),$(CONFORMING))

faults: venv ## the database fails beneath the local stack; its streams begin anew; its tables come from a backup
	@$(BIN)/python -m pytest -q tests/faults/stack $(ARGS)

lint: venv venv-sam ## style, types, layers, template, contract drift
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/cfn-lint --regions cn-north-1 cn-northwest-1 us-east-1 -- template.yaml
	$(SAM) validate --lint --region cn-north-1 --template-file template.yaml
	$(BIN)/python -m infra.contract --check

security: venv venv-security ## dependencies, secrets, code, every route with every role's token (EDGES=1: and every field's edges; EDGES=8: every eighth)
	@$(BIN)/python -m infra.security $(ARGS)
	@$(BIN)/python -m pytest -q -n 2 tests/security/fuzz.py $(if $(EDGES),tests/security/edges.py)

format: venv ## rewrite to the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

openapi: venv ## write infra/openapi.yaml from the apps' routes
	$(BIN)/python -m infra.contract

package: venv ## build/lambda and its zip: the code of every function
	@$(BIN)/python -m infra.package $(if $(FIRST),--first)

deploy: package venv-sam ## deploy a province: make deploy ENV=henan (the first time with FIRST=1, see infra/README.md)
	@test -n "$(ENV)" || { echo "lianluo: name the province: make deploy ENV=henan" >&2; exit 1; }
	$(SAM) deploy --template-file template.yaml --config-file $(CURDIR)/infra/samconfig.toml --config-env $(ENV) $(ARGS)

admin: venv ## the first administrator of a province: make admin ENV=henan ARGS="--phone ... --name ..."
	@$(BIN)/python -m infra.admin --env "$(ENV)" $(ARGS)

rebuild: venv ## everybody's standing computed anew: make rebuild ENV=henan
	@$(BIN)/python -m infra.rebuild --env "$(ENV)"

recount: venv ## opinions and suggestions counted anew: make recount ENV=henan ARGS="--from 2026-01"
	@$(BIN)/python -m infra.recount --env "$(ENV)" $(ARGS)

audit: venv ## all tables read and compared, nothing changed: make audit ENV=henan ARGS="--again 60"
	@$(BIN)/python -m infra.audit --env "$(ENV)" $(ARGS)

load: venv ## the local stack under many clients at once, then every accepted request counted (ARGS="--seconds 60 --write")
	@$(BIN)/python -m tests.load $(ARGS)

dead-letters: venv ## what was given up, listed, shown, sent again, dropped: make dead-letters ENV=henan ARGS=list
	@$(BIN)/python -m infra.dead_letters --env "$(ENV)" $(ARGS)

bench: venv venv-bench package ## a check-in, every cold start, the law, each beside others, some minutes (ARGS=--quick, --write)
	@$(BIN)/python -m tests.bench $(ARGS)

figures: venv ## what each route and worker asks of AWS, for make cost (Java 17 and Maven; ARGS=--write)
	@$(BIN)/python -m tests.bench.requests $(ARGS)

cost: venv ## a month of a province at list prices: make cost ENV=henan ARGS="--set deputies=90000 --routes"
	@$(BIN)/python -m infra.cost --env "$(ENV)" $(ARGS)

growth: venv venv-bench ## what reads and the night cost at 26, 260 and 2,586 stations, hours (ARGS="--sizes 1,10", --write)
	@$(BIN)/python -m tests.bench.growth $(ARGS)
	@.venv-bench/bin/python -m tests.bench.growth.drawing

lock: ## pin the newest versions that pyproject.toml allows
	@sh infra/lock.sh

clean: ## remove everything that make made
	rm -rf build .venv .venv-sam .venv-bench .venv-security .aws-sam .local .schemathesis .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
