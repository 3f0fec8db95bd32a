"""The codes of the database, ``NX…``: made by `make generate` from ``sql/errors.csv``."""

from __future__ import annotations

from .base import Conflict, InvalidInput, NachetError, NotFound

__all__ = [
    "AdministratorRequired",
    "AliasExists",
    "ArchiveContainer",
    "BatchEnded",
    "BatchNotFound",
    "ContainerHasReports",
    "ContainerNotDeleted",
    "ContainerNotFound",
    "DatasetExists",
    "DatasetInUse",
    "DatasetNotFound",
    "DefaultPictureSet",
    "EndIsPast",
    "ExaminedWeight",
    "GroupExists",
    "GroupNotFound",
    "IdTaken",
    "InferenceNotFound",
    "InferenceWithdrawn",
    "InvalidEmail",
    "InvalidFilter",
    "InvalidInference",
    "InvalidName",
    "InvalidOptions",
    "InvalidPermission",
    "InvalidPicture",
    "InvalidRegulatedList",
    "InvalidSeed",
    "InvalidStructure",
    "InvalidVerification",
    "LastAdministrator",
    "MemberNotFound",
    "ModelExists",
    "ModelInUse",
    "ModelNotFound",
    "NewOwnerRequired",
    "NotAllowed",
    "ObjectNotFound",
    "ObjectNotReviewed",
    "ObjectReviewed",
    "ObjectTypeExists",
    "ObjectTypeNotFound",
    "OwnerIsMember",
    "PersonalContainer",
    "PictureDiffers",
    "PictureExists",
    "PictureInDataset",
    "PictureMoving",
    "PictureNotFound",
    "PictureSetExists",
    "PictureSetNotDeleted",
    "PictureSetNotFound",
    "PictureSetParent",
    "PipelineExists",
    "PipelineNotFound",
    "QuotaExceeded",
    "ReasonRequired",
    "RegulatedListNotFound",
    "ReportExists",
    "ReportNotFound",
    "ReportSuperseded",
    "SampleExists",
    "SampleHasReports",
    "SampleNotFound",
    "SampleUnsettled",
    "SeedAliasNotFound",
    "SeedChangeNeeded",
    "SeedChangeNotFound",
    "SeedExists",
    "SeedIdExists",
    "SeedNotFound",
    "SeedObjectType",
    "SeedParent",
    "ShareNotFound",
    "UserDeactivated",
    "UserExists",
    "UserNotFound",
]


class UserNotFound(NotFound):
    """No user has this id or e-mail address."""

    sqlstate = "NX001"
    message = "user not found"
    hint = "Check the id or the e-mail address; create the user first."


class ContainerNotFound(NotFound):
    """The container does not exist or the user may not read it."""

    sqlstate = "NX002"
    message = "container not found"
    hint = "Check the id; ask the owner of the container to share it with you."


class PictureSetNotFound(NotFound):
    """The container has no such folder."""

    sqlstate = "NX003"
    message = "folder not found"
    hint = "List the folders of the container and use one of their ids."


class PictureNotFound(NotFound):
    """The container has no such picture, or the picture is not confirmed."""

    sqlstate = "NX004"
    message = "picture not found"
    hint = "Check the id; confirm a new picture before you use it."


class InferenceNotFound(NotFound):
    """The container has no such inference."""

    sqlstate = "NX005"
    message = "inference not found"
    hint = "Check the id; register an inference first."


class ObjectNotFound(NotFound):
    """The inference has no such box."""

    sqlstate = "NX006"
    message = "box not found in this inference"
    hint = "Read the inference again and use the box ids in it."


class SeedNotFound(NotFound):
    """The catalogue has no such species."""

    sqlstate = "NX007"
    message = "species not found"
    hint = "Search the catalogue; register the species if it is new."


class PipelineNotFound(NotFound):
    """No active pipeline has this id or name."""

    sqlstate = "NX008"
    message = "pipeline not found"
    hint = "Use the id or the name of an active pipeline; import the pipeline if it is new."


class ModelNotFound(NotFound):
    """No such model or version is imported, or the model is not active."""

    sqlstate = "NX009"
    message = "model or version not found"
    hint = "Use an imported model and version; activate the model if it is inactive."


class GroupNotFound(NotFound):
    """The group does not exist or the user may not see it."""

    sqlstate = "NX010"
    message = "group not found"
    hint = "List your groups; ask the owner of the group to add you."


class MemberNotFound(NotFound):
    """The user is not a member of the group."""

    sqlstate = "NX012"
    message = "the user is not a member of the group"
    hint = "List the members of the group."


class ShareNotFound(NotFound):
    """The container is not shared with the group or the person."""

    sqlstate = "NX013"
    message = "the container is not shared with them"
    hint = "List the shares of the container."


class SeedAliasNotFound(NotFound):
    """The label is not an alias of the species."""

    sqlstate = "NX014"
    message = "the label is not an alias of the species"
    hint = "Get the species and use one of its aliases."


class ObjectTypeNotFound(NotFound):
    """There is no such kind of thing."""

    sqlstate = "NX015"
    message = "kind of thing not found"
    hint = "List the kinds of things; ask an administrator to add one."


class SeedChangeNotFound(NotFound):
    """No such change of a species is recorded."""

    sqlstate = "NX017"
    message = "change of a species not found"
    hint = "List the changes of species and use the id of one of them."


class DatasetNotFound(NotFound):
    """There is no such dataset."""

    sqlstate = "NX020"
    message = "dataset not found"
    hint = "List the datasets and use one of their ids or names."


class BatchNotFound(NotFound):
    """The container or the folder has no such batch."""

    sqlstate = "NX050"
    message = "batch not found"
    hint = "List the batches of the container; begin a batch for this folder."


class SampleNotFound(NotFound):
    """The container has no such sample."""

    sqlstate = "NX080"
    message = "sample not found"
    hint = "List the samples of the container; create the sample first."


class RegulatedListNotFound(NotFound):
    """No regulated list has this id or name, or it has no period that holds at the date."""

    sqlstate = "NX081"
    message = "regulated list not found"
    hint = "List the regulated lists; choose a date at which one of its periods holds, or import it."


class ReportNotFound(NotFound):
    """The container has no such report."""

    sqlstate = "NX082"
    message = "report not found"
    hint = "List the reports of the container."


class UserExists(Conflict):
    """Another user has this e-mail address; case does not matter."""

    sqlstate = "NX101"
    message = "a user with this e-mail address exists"
    hint = "Get the user by e-mail."


class PictureSetExists(Conflict):
    """Another folder of the container has this name; case does not matter."""

    sqlstate = "NX102"
    message = "a folder with this name exists"
    hint = "Choose another name; names that differ only in case are equal."


class SeedExists(Conflict):
    """Another species has this name."""

    sqlstate = "NX103"
    message = "a species with this name exists"
    hint = "Use the existing species; merge the two if they are the same."


class GroupExists(Conflict):
    """The owner has another group with this name; case does not matter."""

    sqlstate = "NX104"
    message = "you have a group with this name"
    hint = "Choose another name; names that differ only in case are equal."


class ObjectReviewed(Conflict):
    """Another person reviewed the box differently meanwhile."""

    sqlstate = "NX105"
    message = "the box was reviewed differently meanwhile"
    hint = "Read the inference again; reopen the box to change the decision."


class ObjectNotReviewed(Conflict):
    """The box is not reviewed, so it cannot be reopened."""

    sqlstate = "NX106"
    message = "the box is not reviewed"
    hint = "Verify the box; only a reviewed box can be reopened."


class DefaultPictureSet(Conflict):
    """The default folder of a container cannot be deleted."""

    sqlstate = "NX107"
    message = "the default folder cannot be deleted"
    hint = "Delete or move its pictures instead."


class IdTaken(Conflict):
    """The id that the caller chose is already used."""

    sqlstate = "NX108"
    message = "the id is already used"
    hint = "Make a new id; use the same id again only to repeat the same request."


class PictureSetNotDeleted(Conflict):
    """The folder is not in the trash."""

    sqlstate = "NX110"
    message = "the folder is not in the trash"
    hint = "List the trash; only a folder in it can be restored."


class AliasExists(Conflict):
    """The label is an alias of another species."""

    sqlstate = "NX111"
    message = "the label is an alias of another species"
    hint = "Remove that alias first or merge the two species."


class PictureExists(Conflict):
    """The folder has a picture with the same bytes."""

    sqlstate = "NX112"
    message = "the folder has a picture with the same bytes"
    hint = "Use the existing picture."


class OwnerIsMember(Conflict):
    """The owner of a group must be a member of it."""

    sqlstate = "NX113"
    message = "the owner of a group must be a member"
    hint = "Make another member the owner first."


class LastAdministrator(Conflict):
    """The last administrator must stay an administrator."""

    sqlstate = "NX114"
    message = "the last administrator must stay an administrator"
    hint = "Make another user an administrator first."


class ArchiveContainer(Conflict):
    """The archive does not allow this."""

    sqlstate = "NX115"
    message = "the archive does not allow this"
    hint = "Share the archive with a group instead of making it public; delete folders with all their pictures."


class ModelInUse(Conflict):
    """An active pipeline uses the model."""

    sqlstate = "NX116"
    message = "an active pipeline uses the model"
    hint = "Deactivate the pipelines in the detail first."


class SeedChangeNeeded(Conflict):
    """A later change depends on the change, or it is one that cannot be undone."""

    sqlstate = "NX121"
    message = "the change cannot be undone"
    hint = "Undo the later change in the detail first; instead of undoing an undo make the change again."


class SeedIdExists(Conflict):
    """Another species has this GBIF key, EPPO code or ITIS number; ``detail`` names it."""

    sqlstate = "NX122"
    message = "another species has this external id"
    hint = "Correct the id or merge the two species if they are the same."


class SeedParent(Conflict):
    """The parent of a species has not a higher rank, or belongs to the species itself."""

    sqlstate = "NX123"
    message = "the parent of a species must have a higher rank"
    hint = "Use a parent of a higher rank, such as the genus of a species; a group may not be its own ancestor."


class QuotaExceeded(Conflict):
    """The pictures would exceed the quota of the container; ``detail`` has both in bytes."""

    sqlstate = "NX130"
    message = "the container has no room for these pictures"
    hint = "Delete pictures permanently or ask an administrator for a higher quota."


class ContainerNotDeleted(Conflict):
    """The container is not in the trash."""

    sqlstate = "NX131"
    message = "the container is not in the trash"
    hint = "List the deleted containers; delete the container first."


class PersonalContainer(Conflict):
    """The personal container of a user can be neither handed over nor deleted."""

    sqlstate = "NX132"
    message = "a personal container stays with its user"
    hint = "Hand over or delete another container; an administrator can end the user."


class NewOwnerRequired(Conflict):
    """The user owns containers or groups and no other user was named who gets them."""

    sqlstate = "NX133"
    message = "the user owns containers or groups"
    hint = "Name another user as new owner; or have containers and groups deleted."


class EndIsPast(Conflict):
    """The end of the share is past."""

    sqlstate = "NX134"
    message = "the end of the share is past"
    hint = "Choose an end in the future; end the share to take it back now."


class PictureSetParent(Conflict):
    """A folder cannot lie in itself or in a folder below it, and the default folder lies in no other."""

    sqlstate = "NX140"
    message = "the folder cannot lie there"
    hint = "Choose a folder that is not below it; the default folder lies in no other."


class PictureMoving(Conflict):
    """A blob of the pictures has not been moved to its place yet."""

    sqlstate = "NX141"
    message = "a blob of the pictures has not been moved yet"
    hint = "Do the open blob tasks (nachet-datastore work) and try again."


class PictureDiffers(Conflict):
    """The same bytes are stored with another value; ``detail`` names both."""

    sqlstate = "NX150"
    message = "the picture has another value"
    hint = "Correct the picture, or ask for the value to be replaced."


class BatchEnded(Conflict):
    """The batch is ended and takes no further file."""

    sqlstate = "NX151"
    message = "the batch is ended"
    hint = "Begin another batch for further files."


class DatasetExists(Conflict):
    """Another dataset has this name; case does not matter."""

    sqlstate = "NX160"
    message = "a dataset with this name exists"
    hint = "Choose another name; repeat a request with the same filter and id."


class PictureInDataset(Conflict):
    """Pictures of a dataset are purged only by a call that says so."""

    sqlstate = "NX161"
    message = "pictures of a dataset would be lost"
    hint = "Keep the pictures, delete the datasets, or use include_datasets; these then name what is gone."


class DatasetInUse(Conflict):
    """A version of a model records that it was trained on the dataset."""

    sqlstate = "NX162"
    message = "a version of a model was trained on the dataset"
    hint = "Keep the dataset, or use include_models to delete it anyway."


class InferenceWithdrawn(Conflict):
    """The inference is withdrawn: its boxes are not to be reviewed."""

    sqlstate = "NX168"
    message = "the inference is withdrawn"
    hint = "Review another inference of the picture; reinstate this one first if it holds after all."


class ModelExists(Conflict):
    """Another model has this name; case does not matter."""

    sqlstate = "NX169"
    message = "a model with this name exists"
    hint = "Choose another name; names that differ only in case are equal."


class PipelineExists(Conflict):
    """Another pipeline has this name; case does not matter."""

    sqlstate = "NX170"
    message = "a pipeline with this name exists"
    hint = "Choose another name; names that differ only in case are equal."


class ObjectTypeExists(Conflict):
    """Another kind of thing has this name; case does not matter."""

    sqlstate = "NX171"
    message = "a kind of thing with this name exists"
    hint = "Choose another name; names that differ only in case are equal."


class SeedObjectType(Conflict):
    """The first kind of thing, a seed, must stay in use."""

    sqlstate = "NX172"
    message = "the kind of a seed must stay in use"
    hint = "Deactivate another kind of thing."


class SampleExists(Conflict):
    """Another sample of the container has this number; case does not matter."""

    sqlstate = "NX180"
    message = "a sample with this number exists"
    hint = "Choose another number; numbers that differ only in case are equal."


class SampleHasReports(Conflict):
    """A report of the sample was issued, so the sample stays."""

    sqlstate = "NX181"
    message = "a report of the sample was issued"
    hint = "Keep the sample; correct its report by amending it."


class SampleUnsettled(Conflict):
    """Something of the sample is not reviewed, open or disputed; ``detail`` counts it."""

    sqlstate = "NX182"
    message = "something of the sample is open or disputed"
    hint = "Review it; or issue the report with allow_open."


class ReportSuperseded(Conflict):
    """A later version of the report exists; ``detail`` names it."""

    sqlstate = "NX183"
    message = "the report is superseded"
    hint = "Amend the report in the detail."


class ContainerHasReports(Conflict):
    """Reports were issued in the container and the request does not say that they go."""

    sqlstate = "NX184"
    message = "reports were issued in the container"
    hint = "Keep the container; or say in the options that its reports go as well."


class ReportExists(Conflict):
    """Another report of the container has this number."""

    sqlstate = "NX185"
    message = "a report with this number exists"
    hint = "Choose another number; or amend the report."


class ExaminedWeight(Conflict):
    """More of a sample would be examined than was received; ``detail`` names both."""

    sqlstate = "NX186"
    message = "the examined weight is above the weight"
    hint = "Correct one of the two."


class InvalidEmail(InvalidInput):
    """The text is not an e-mail address."""

    sqlstate = "NX201"
    message = "not an e-mail address"
    hint = "Write an address like name@example.org."


class InvalidName(InvalidInput):
    """The name is blank or longer than 200 characters."""

    sqlstate = "NX202"
    message = "not a valid name"
    hint = "Use 1 to 200 characters that are not all blank."


class InvalidPicture(InvalidInput):
    """The description of a picture is not valid; ``detail`` names the place."""

    sqlstate = "NX203"
    message = "not a valid description of a picture"
    hint = "Correct the place in the detail and send the request again."


class InvalidInference(InvalidInput):
    """The inference is not valid; ``detail`` names the place, e.g. ``boxes[3].box.topX``."""

    sqlstate = "NX204"
    message = "not a valid inference"
    hint = "Correct the place in the detail and send the document again."


class InvalidVerification(InvalidInput):
    """The verification is not valid; ``detail`` names the place."""

    sqlstate = "NX205"
    message = "not a valid verification"
    hint = "Correct the place in the detail and send the request again; nothing was stored."


class InvalidSeed(InvalidInput):
    """The description of a species is not valid; ``detail`` names the field."""

    sqlstate = "NX206"
    message = "not a valid description of a species"
    hint = "Correct the field or the place in the detail and send the request again; nothing was stored."


class InvalidStructure(InvalidInput):
    """The description of models and pipelines is not valid; ``detail`` names the place."""

    sqlstate = "NX207"
    message = "not a valid description of models and pipelines"
    hint = "Correct the place in the detail and import again; nothing was imported."


class InvalidFilter(InvalidInput):
    """The filter has an unknown key or a value of the wrong kind."""

    sqlstate = "NX208"
    message = "not a valid filter"
    hint = "Use the keys and values in the function's description."


class InvalidPermission(InvalidInput):
    """The text is not a permission that can be given here."""

    sqlstate = "NX209"
    message = "not a permission"
    hint = "Use read, write or manage; for users also admin."


class InvalidOptions(InvalidInput):
    """An option is unknown or its value is of the wrong kind."""

    sqlstate = "NX210"
    message = "not a valid option"
    hint = "Use the options in the function's description."


class InvalidRegulatedList(InvalidInput):
    """The regulated list is not valid; ``detail`` names the place."""

    sqlstate = "NX280"
    message = "not a valid regulated list"
    hint = "Correct the place in the detail and import again; nothing was imported."


class ReasonRequired(InvalidInput):
    """The request needs a reason of 1 to 10000 characters that are not all blank."""

    sqlstate = "NX281"
    message = "a reason is needed"
    hint = "Say why."


class NotAllowed(NachetError):
    """The user may read this, but the permission is too low for the request."""

    sqlstate = "NX301"
    message = "your permission is too low for this"
    hint = "Ask the owner (of the container or group) or an administrator for a higher permission."


class AdministratorRequired(NotAllowed):
    """Only an administrator may do this."""

    sqlstate = "NX302"
    message = "only an administrator may do this"
    hint = "Ask an administrator."


class UserDeactivated(NotAllowed):
    """The user is deactivated and may do nothing."""

    sqlstate = "NX303"
    message = "the user is deactivated"
    hint = "Ask an administrator to activate the user."
