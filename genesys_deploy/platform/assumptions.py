"""The platform's behaviours that publishing relies on, and on whose word."""

from __future__ import annotations

from genesys_deploy.source.assumption import Assumption

__all__ = ["ASSUMPTIONS"]

_confirmed, _assumed = Assumption.confirmed, Assumption.assumed

_SDK = "PureCloudPlatformClientV2 269, measured"
_SWAGGER = "Genesys's swagger of 2018-03-21 (status and error codes of each operation)"
_PROVIDER = "source of terraform-provider-genesyscloud 1.84.1"
_HELP = "Genesys help: contracts of custom actions"

ASSUMPTIONS: tuple[Assumption, ...] = (
    _confirmed(
        "Login goes to login.<domain> for api.<domain>, and to the same host for any other address",
        "login",
        _SDK,
    ),
    _confirmed("429 carries Retry-After, in seconds, and nothing was done", "every call", _PROVIDER),
    _assumed(
        "401 means that nothing was done, so that a write may be repeated with a new token",
        "every call",
        "let a token expire, write, look whether there are two",
    ),
    _confirmed(
        "A 403 names the permissions that are missing in its message and nowhere else", "every call", _SWAGGER
    ),
    _confirmed(
        "A flow is published by a job: register, PUT the YAML to the presigned URL with the given headers, poll; a flow "
        "of that name and type gets its next version",
        "flows",
        _PROVIDER,
    ),
    _assumed(
        "A publish job stays Registered until its upload has arrived, so that a lost answer of the upload can be settled",
        "flows",
        "register a job, poll it for a minute without uploading",
    ),
    _confirmed(
        "An export job without a version exports the draft; with publishedVersion.id what is published",
        "flows",
        "terraform-provider-genesyscloud issue 2161",
    ),
    _confirmed(
        "A busy platform fails export jobs and says that it could not find the flow",
        "flows",
        "terraform-provider-genesyscloud issue 2061 and its own retries",
    ),
    _assumed(
        'Messages of a failed job name lines as "line N, column M"; those are led back to the template',
        "flows",
        "publish a flow with a wrong reference, look at the messages",
    ),
    _confirmed(
        "POST flows/actions/publish with a version puts that version in force again, in the platform's own time",
        "rollback",
        _SWAGGER,
    ),
    _assumed(
        "A version that was published once can be exported and published again for as long as the flow is there",
        "rollback",
        "publish a flow three times, export its first version, publish that again",
    ),
    _confirmed("A published contract cannot be changed", "Data Actions", _HELP),
    _confirmed(
        "Templates of a Data Action may be given as URIs only, to be fetched one by one; 404 means none",
        "Data Actions",
        _PROVIDER,
    ),
    _confirmed(
        "A Data Action is refused with 400 for some seconds after its integration was created",
        "Data Actions",
        f"{_PROVIDER}: its retries",
    ),
    _assumed(
        "Publishing a draft keeps its id, and each change of a published action raises the version that lists tell",
        "Data Actions",
        "publish a draft, PATCH the action, list after each",
    ),
    _confirmed(
        "A configuration of an integration is replaced whole: name, version, properties, advanced, notes, credentials",
        "integrations",
        _PROVIDER,
    ),
    _confirmed("The fields of a credential are never given back", "credentials", _PROVIDER),
    _assumed(
        "Creating an Open Messaging integration creates a recipient of the same name",
        "Open Messaging",
        "create one, list the recipients",
    ),
    _confirmed(
        "Lists show new objects late, in the worst case after a minute",
        "settling of lost answers",
        f"{_PROVIDER}: its notes on queues",
    ),
    _assumed(
        "The name of a queue, skill, language, data table and Open Messaging integration is unique in an org; a second "
        "creation is refused with 400 or 409",
        "settling of lost answers",
        "create each twice",
    ),
    _assumed(
        "GET authorization/divisionspermitted/paged/me tells a client of grant client credentials truthfully in which "
        "divisions it holds a permission, none where it lacks it",
        "doctor, apply, rollback",
        "ask for a permission that the client has, for one that it lacks, and for one that does not exist",
    ),
    _assumed(
        "A publish job needs architect:flow:add, architect:flow:edit and architect:flow:publish besides its own permissions",
        "doctor, apply, rollback",
        "publish with a role that lacks each of them in turn",
    ),
    _assumed(
        "requests.volume.max of the limits in the namespace dataactions counts the Data Actions of a minute, "
        "actions.concurrent.executions.max those at the same time",
        "doctor",
        "GET organizations/limits/namespaces/dataactions, and the platform's page of limits; the names are from Genesys "
        "help: data actions performance",
    ),
    _assumed(
        "A column of a data table holds a text of some kilobytes",
        "the release table",
        "write rows of growing length until one is refused",
    ),
    _confirmed(
        "A data table loses no column; its name, description, division and schema are replaced whole",
        "data tables",
        _SWAGGER,
    ),
    _assumed(
        "The type of a column cannot be changed, its default and its title can",
        "data tables",
        "write a schema with another type, another default, another title for a column",
    ),
    _assumed(
        "PUT of a row replaces it whole; its key must not hold a slash, which the SDK does not encode",
        "rows of data tables",
        "put a row with some of its columns, read it",
    ),
    _confirmed(
        "A trigger is replaced whole, against the version that was read; its topic stays; it is refused with 400 for "
        "some seconds after its workflow was published",
        "triggers",
        _PROVIDER,
    ),
    _assumed(
        "Queues, integrations, Data Actions, data tables, triggers and credentials keep their ids under a new name, and "
        "flows that are published go on finding them",
        "renaming",
        "rename each by its PUT or PATCH, look at a published flow that uses it",
    ),
    _assumed(
        "A flow gets a new name by PUT flows/{id} between checkout and checkin, and publishing finds it by that",
        "renaming",
        "check a flow out, PUT it with another name, check it in, publish a YAML of that name",
    ),
    _confirmed(
        "Unlocking is for flows of which nothing is saved; otherwise a check-in unlocks",
        "--take-lock",
        "the operation's description in PureCloudPlatformClientV2 269; it takes architect:flow:unlock or :edit",
    ),
    _assumed(
        "A check-in by a client that holds architect:flow:unlock works on a flow that somebody else has locked: it makes "
        "their draft a version, puts nothing in force and gives the lock back. What is in force is compared before and after",
        "--take-lock",
        "edit a flow in Architect and save it, run apply --take-lock, look at its versions",
    ),
    _assumed(
        "The history of a flow has an entry CHECKOUT for who locked it, and when",
        "since when a flow is locked",
        "edit a flow, POST flows/{flowId}/history, read what it leads to",
    ),
    _confirmed(
        "Dependency tracking tells the consumers of an object by its id and type, also of Data Actions (DATAACTION)",
        "--accept-shared, retiring, destroy",
        "DependencyObject and the operations under architect/dependencytracking in PureCloudPlatformClientV2 269",
    ),
    _assumed(
        "An object that no flow ever used is 404 to dependency tracking, or has no consumers",
        "--accept-shared, retiring, destroy",
        "ask for the consumers of a queue that has just been made",
    ),
    _assumed(
        "A recipient leads nowhere after a PUT without a flow",
        "destroy",
        "PUT {} to a recipient, read it",
    ),
    _assumed(
        "What was deleted is answered with 404 or 410, or shown as deleted, two minutes later at the latest",
        "destroy, retiring",
        "delete a queue, a skill and a flow, and read each for as long as it is shown",
    ),
    _confirmed(
        "A flow in use is not deleted: 409 architect.dependency.object.in.use and its kin; a queue with waiting "
        "conversations is 400 active.queue",
        "destroy",
        _SWAGGER,
    ),
)
